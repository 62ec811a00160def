import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { checkContact } from "./contact.ts";

/** What names this vendor, customer or project, in its head or on a line. */
export function namedBy(account: Account, entity: string): NsRecord[] {
  const isNamed = ({ fields }: { fields: NsRecord["fields"] }) =>
    [fields.entity, fields.customer, fields.job, fields.parent].includes(entity);
  const names = (record: NsRecord) =>
    isNamed(record) || Object.values(record.lines).some((lines) => lines.some(isNamed));
  return WITH_ENTITIES.flatMap((type) => account.all(type).filter(names));
}

const WITH_ENTITIES = [
  "itemReceipt",
  "purchaseOrder",
  "vendorBill",
  "vendorPayment",
  "vendorCredit",
  "vendorPrepayment",
  "vendorPrepaymentApplication",
  "journalEntry",
  "check",
  "salesOrder",
  "job",
] as const;

/** Customers and projects: a name, and a subsidiary in OneWorld. */
export function checkEntity(account: Account, draft: NsRecord): string[] {
  const { fields } = draft;
  fields.isInactive ??= false;
  const person = `${text(draft, "firstName")} ${text(draft, "lastName")}`.trim();
  const name = text(draft, "companyName") || text(draft, "entityId") || person;
  if (!name) throw userError("Please enter value(s) for: Company Name");
  const parent = account.get("customer", text(draft, "parent"));
  fields.subsidiary ||= parent?.fields.subsidiary ?? null;
  if (account.options.oneWorld && !fields.subsidiary) {
    throw userError("Please enter value(s) for: Primary Subsidiary");
  }
  checkContact(account, draft);
  fields.entityId ||= name;
  fields.companyName ||= name;
  fields.currency ||= "1";
  const twin = account
    .all(draft.type)
    .find((one) => one.id !== draft.id && one.fields.entityId === fields.entityId);
  if (twin) throw userError("This entity already exists.");
  return [];
}
