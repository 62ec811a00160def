import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { checkContact } from "./contact.ts";

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
  checkContact(account, draft);
  fields.entityId ||= name;
  fields.currency ||= currencyOfSubsidiary(account, draft);
  refuseDuplicate(account, draft);
  const currencies = (draft.lines.currencyList ??= []);
  if (!currencies.some((line) => line.fields.currency === fields.currency)) {
    currencies.push({ line: draft.nextLine++, fields: { currency: fields.currency } });
  }
  draft.lines.addressBook ??= [];
  joinSubsidiary(draft, text(draft, "subsidiary"));
  return [];
}

/** A vendor whose form names no currency gets that of its primary subsidiary: an inference. */
function currencyOfSubsidiary(account: Account, draft: NsRecord): string {
  const subsidiary = account.options.oneWorld
    ? account.get("subsidiary", text(draft, "subsidiary"))
    : undefined;
  return (subsidiary && text(subsidiary, "currency")) || "1";
}

/** The primary subsidiary is one of those that the vendor has relationships with. */
function joinSubsidiary(draft: NsRecord, primary: string): void {
  const relationships = (draft.lines[RELATIONSHIPS] ??= []);
  if (!primary || subsidiariesOf(draft).includes(primary)) return;
  relationships.push({ line: draft.nextLine++, fields: { subsidiary: primary } });
}

/**
 * Not a sublist: NetSuite keeps a record of its own for each, vendorSubsidiaryRelationship. Source:
 * NetSuite help, "Assigning Subsidiaries to a Vendor"; the table as public queries read it.
 */
export const RELATIONSHIPS = "subsidiaryRelationships";

/** The subsidiaries whose documents may name this vendor. */
export function subsidiariesOf(vendor: NsRecord): string[] {
  return (vendor.lines[RELATIONSHIPS] ?? []).map((line) => text(line, "subsidiary"));
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
