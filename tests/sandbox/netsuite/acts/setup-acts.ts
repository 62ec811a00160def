import { type Act, BadAct } from "../../core/system.ts";
import type { Account } from "../account.ts";
import { HIDEABLE } from "../options.ts";
import { isTable } from "../query/tables.ts";
import { recordType } from "../records/schema-of.ts";
import type { RecordType } from "../records/schema.ts";
import { type Disturbance, LACKABLE } from "../setup-options.ts";
import { currencyNamed, optionalText, requiredText } from "./arguments.ts";
import type { Player, Stage } from "./player.ts";
import type { SETUP_ARGUMENTS } from "./setup-schemas.ts";

/** What an administrator does under Setup. */
export const SETUP_ACTS: Record<keyof typeof SETUP_ARGUMENTS, Player> = {
  /**
   * The integration's role may see all but these: tables of SuiteQL, kinds of transactions, whose
   * rows are left out, and whole services by the name of their permission. `viewOnly`: kinds of records that it may not edit. Only administrators have Deleted Records (`deletedrecord`) by default.
   */
  set_role: (action, { account, options, rebuild }) => {
    const hidden = action.hidden as string[];
    const kinds = HIDEABLE.filter((type) => hidden.some((name) => isSame(name, type)));
    const services = LACKABLE.filter((name) => hidden.includes(name));
    const named: readonly string[] = [...kinds, ...services];
    const rest = hidden.filter((name) => !named.some((one) => isSame(name, one)));
    const unknown = rest.find((name) => !isTable(name.toLowerCase()));
    if (unknown !== undefined) throw new BadAct(`set_role knows no table ${unknown}`);
    options.viewOnly = ((action.viewOnly ?? []) as string[]).map((name) =>
      typeNamed(account, { ...action, type: name }),
    );
    options.hiddenFromRole = kinds;
    options.lackedByRole = services;
    options.hiddenTables = rest.map((name) => name.toLowerCase());
    rebuild();
  },
  fail_saves: (action, stage) => disturb(action, stage, action.by as Disturbance["by"]),
  warn_saves: (action, stage) => disturb(action, stage, "warning"),
  mend_saves: (action, { account, options }) => {
    const type = optionalText(action, "type") && typeNamed(account, action);
    options.disturbances = options.disturbances.filter((one) => type && one.type !== type);
  },
  create_subsidiary: (action, { account }) => {
    const id = String(Math.max(0, ...account.all("subsidiary").map((one) => Number(one.id))) + 1);
    account.put({
      type: "subsidiary",
      id,
      externalId: null,
      created: account.now(),
      modified: account.now(),
      nextLine: 1,
      fields: {
        name: requiredText(action, "name"),
        currency: currencyNamed(account, optionalText(action, "currency") ?? "USD"),
        country: optionalText(action, "country") ?? "US",
        isInactive: false,
        isElimination: false,
      },
      lines: {},
    });
    return { subsidiaryId: id };
  },
};

/** Comes on until it is mended, unless `times` says how often. */
function disturb(action: Act, { account, options }: Stage, by: Disturbance["by"]): void {
  const disturbance: Disturbance = {
    type: typeNamed(account, action),
    externalId: optionalText(action, "externalId"),
    by,
    name: optionalText(action, "name") ?? "RULE_VIOLATED",
    message: optionalText(action, "message") ?? "A rule of this account does not allow this save.",
    times: (action.times as number | undefined) ?? Number.POSITIVE_INFINITY,
  };
  options.disturbances = [...options.disturbances, disturbance];
}

function typeNamed(account: Account, action: Act): RecordType {
  const written = requiredText(action, "type");
  const type = recordType(account, written);
  if (!type) throw new BadAct(`${action.do} knows no record type ${written}`);
  return type;
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
