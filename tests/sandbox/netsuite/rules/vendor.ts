import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";

export function checkVendor(account: Account, draft: NsRecord): string[] {
  const { fields } = draft;
  fields.isPerson ??= false;
  fields.isInactive ??= false;
  const name =
    fields.isPerson === true
      ? `${text(draft, "firstName")} ${text(draft, "lastName")}`.trim()
      : text(draft, "companyName");
  if (!name) {
    throw userError(
      `Please enter value(s) for: ${fields.isPerson === true ? "First Name, Last Name" : "Company Name"}`,
    );
  }
  if (account.options.oneWorld && !fields.subsidiary) {
    throw userError("Please enter value(s) for: Primary Subsidiary");
  }
  fields.entityId ||= name;
  fields.currency ||= "1";
  refuseDuplicate(account, draft);
  const currencies = (draft.lines.currencyList ??= []);
  if (!currencies.some((line) => line.fields.currency === fields.currency)) {
    currencies.push({ line: draft.nextLine++, fields: { currency: fields.currency } });
  }
  draft.lines.addressBook ??= [];
  return [];
}

const same = (one: string, other: string) =>
  one !== "" && one.toLowerCase() === other.toLowerCase();

function refuseDuplicate(account: Account, draft: NsRecord): void {
  const twin = account
    .all("vendor")
    .find(
      (vendor) =>
        vendor.id !== draft.id &&
        (same(text(vendor, "entityId"), text(draft, "entityId")) ||
          same(text(vendor, "companyName"), text(draft, "companyName"))),
    );
  if (twin) {
    throw userError("This entity already exists.");
  }
}

/** The currencies a vendor may be billed in. */
export function currenciesOf(vendor: NsRecord): string[] {
  return (vendor.lines.currencyList ?? []).map((line) => text(line, "currency"));
}
