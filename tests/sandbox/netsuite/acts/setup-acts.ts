import { BadAct } from "../../core/system.ts";
import { HIDEABLE } from "../options.ts";
import { isTable } from "../query/tables.ts";
import { currencyNamed, optionalText, requiredText } from "./arguments.ts";
import type { Player } from "./player.ts";
import type { SETUP_ARGUMENTS } from "./setup-schemas.ts";

/** What an administrator does under Setup. */
export const SETUP_ACTS: Record<keyof typeof SETUP_ARGUMENTS, Player> = {
  /**
   * The integration's role may see all but these: tables of SuiteQL, and kinds of transactions,
   * whose rows are left out. Only administrators have Deleted Records (`deletedrecord`) by default.
   */
  set_role: (action, { options, rebuild }) => {
    const hidden = action.hidden as string[];
    const kinds = HIDEABLE.filter((type) => hidden.some((name) => isSame(name, type)));
    const rest = hidden.filter((name) => !kinds.some((type) => isSame(name, type)));
    const unknown = rest.find((name) => !isTable(name.toLowerCase()));
    if (unknown !== undefined) throw new BadAct(`set_role knows no table ${unknown}`);
    options.hiddenFromRole = kinds;
    options.hiddenTables = rest.map((name) => name.toLowerCase());
    rebuild();
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

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
