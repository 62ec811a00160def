import type { Act } from "../../core/system.ts";
import { text, type Account, type NsRecord } from "../account.ts";
import { createRecord, updateRecord } from "../records/save-record.ts";
import { mergeVendors } from "../rules/merge-vendors.ts";
import { RELATIONSHIPS } from "../rules/vendor.ts";
import { amendRecord } from "./accounting.ts";
import { currencyNamed, findRecord, optionalText, requiredText } from "./arguments.ts";
import type { Player } from "./player.ts";
import type { VENDOR_ARGUMENTS } from "./vendor-schemas.ts";

const vendor = (action: Act, account: Account) => findRecord(account, "vendor", action, "vendorId");

export const VENDOR_ACTS: Record<keyof typeof VENDOR_ARGUMENTS, Player> = {
  create_vendor: (action, { account }) => createVendor(account, action),
  set_vendor: (action, { account }) => {
    const { record } = updateRecord(account, vendor(action, account), changesIn(account, action));
    relate(account, record, action);
    return { vendorId: record.id };
  },
  rename_vendor: (action, { account }) =>
    amendRecord(account, vendor(action, account), {
      companyName: requiredText(action, "companyName"),
      entityId: requiredText(action, "companyName"),
    }),
  deactivate_vendor: (action, { account }) =>
    amendRecord(account, vendor(action, account), { isInactive: action.inactive !== false }),
  merge_vendors: (action, { account }) => {
    const named = (one: "from" | "into") => {
      const key = requiredText(action, one);
      const by = account.get("vendor", key) ? { id: key } : { name: key };
      return findRecord(account, "vendor", { do: action.do, ...by }, "id");
    };
    return mergeVendors(account, named("from"), named("into"));
  },
};

export function createVendor(account: Account, action: Act): { vendorId: string } {
  const externalId = optionalText(action, "externalId");
  const { record } = createRecord(account, "vendor", {
    ...(account.options.oneWorld && { subsidiary: "1" }),
    terms: "2",
    ...(externalId && { externalId }),
    companyName: requiredText(action, "companyName"),
    ...changesIn(account, action),
  });
  relate(account, record, action);
  return { vendorId: record.id };
}

/** What the form says, as a request would. */
function changesIn(account: Account, action: Act): Record<string, unknown> {
  const plain = ["companyName", "legalName", "email", "phone"].flatMap((name) => {
    const value = optionalText(action, name);
    return value === undefined ? [] : [[name, value]];
  });
  const [currency] = currenciesIn(account, action);
  const [subsidiary] = subsidiariesIn(action);
  return {
    ...Object.fromEntries(plain),
    ...(currency && { currency }),
    ...(account.options.oneWorld && subsidiary && { subsidiary }),
    ...(typeof action.isInactive === "boolean" && { isInactive: action.isInactive }),
  };
}

const named = (action: Act, one: string, several: string) => [
  ...new Set(
    [optionalText(action, one) ?? [], (action[several] as string[] | undefined) ?? []].flat(),
  ),
];

const subsidiariesIn = (action: Act) => named(action, "subsidiary", "subsidiaries");

const currenciesIn = (account: Account, action: Act) =>
  named(action, "currency", "currencies").map((one) => currencyNamed(account, one));

/** Currencies and subsidiaries that were named take the place of those of before. */
function relate(account: Account, record: NsRecord, action: Act): void {
  const lists: [string, string, string[]][] = [
    ["currencyList", "currency", currenciesIn(account, action)],
    [RELATIONSHIPS, "subsidiary", subsidiariesIn(action)],
  ];
  const related = structuredClone(record);
  for (const [list, column, wanted] of lists) {
    if (wanted.length === 0) continue;
    const primary = text(record, column);
    related.lines[list] = [...new Set([primary, ...wanted])].map((value) => ({
      line: related.nextLine++,
      fields: { [column]: value },
    }));
  }
  account.put(related);
}
