import { text, type Account, type NsRecord } from "../account.ts";
import { Refusal, userError } from "../refusal.ts";
import { checkEntity, namedBy } from "../rules/entity.ts";
import { checkItemReceipt } from "../rules/item-receipt.ts";
import { checkJournalEntry } from "../rules/journal-entry.ts";
import { checkMandatory } from "../rules/mandatory.ts";
import { checkCheck, checkVendorPrepayment } from "../rules/money-out.ts";
import { bumpBills } from "../rules/payments.ts";
import { refuseClosed } from "../rules/periods.ts";
import { checkPurchaseOrder } from "../rules/purchase-order.ts";
import { checkSalesOrder } from "../rules/sales-order.ts";
import { runScripts } from "../rules/scripts.ts";
import { checkVendorBill } from "../rules/vendor-bill.ts";
import { checkVendorCredit } from "../rules/vendor-credit.ts";
import { checkVendorPayment } from "../rules/vendor-payment.ts";
import { checkVendor } from "../rules/vendor.ts";
import { addWorkflowLine } from "../rules/workflow.ts";
import { mergeLines } from "./merge-lines.ts";
import { readBody, type Changes, type NameValidation } from "./read-body.ts";
import { schemaOf } from "./schema-of.ts";
import type { RecordType } from "./schema.ts";

export interface Saving {
  names?: NameValidation;
  /** Sublists and fields named in `?replace=`. */
  replace?: string[];
}

export interface Saved {
  record: NsRecord;
  warnings: string[];
  unknown: string[];
}

/** Defaults what is missing, refuses what may not be saved, returns warnings. */
type Rule = (account: Account, draft: NsRecord, before: NsRecord | undefined) => string[];
const RULES: Partial<Record<RecordType, Rule>> = {
  vendor: checkVendor,
  purchaseOrder: checkPurchaseOrder,
  vendorBill: checkVendorBill,
  vendorPayment: checkVendorPayment,
  itemReceipt: checkItemReceipt,
  customer: checkEntity,
  job: checkEntity,
  salesOrder: checkSalesOrder,
  vendorCredit: checkVendorCredit,
  vendorPrepayment: checkVendorPrepayment,
  check: checkCheck,
  journalEntry: checkJournalEntry,
};

export function createRecord(
  account: Account,
  type: RecordType,
  body: unknown,
  saving: Saving = {},
): Saved {
  const now = account.now();
  const draft: NsRecord = {
    type,
    id: "",
    externalId: null,
    created: now,
    modified: now,
    nextLine: 1,
    fields: {},
    lines: {},
  };
  const changes = readBody(account, type, body, saving.names ?? "Error");
  applyChanges(account, draft, changes, saving);
  checkMandatory(account, draft);
  const warnings = RULES[type]?.(account, draft, undefined) ?? [];
  warnings.push(...runScripts(account, draft, undefined));
  draft.id = account.nextId(type);
  account.put(draft);
  const record = addWorkflowLine(account, draft);
  const applies = type === "vendorPayment" || type === "vendorCredit";
  if (applies) bumpBills(account, draft, { always: "payment" });
  return { record, warnings, unknown: changes.unknown };
}

export function updateRecord(
  account: Account,
  before: NsRecord,
  body: unknown,
  saving: Saving = {},
): Saved {
  const changes = readBody(account, before.type, body, saving.names ?? "Error");
  const draft = structuredClone(before);
  applyChanges(account, draft, changes, saving);
  checkMandatory(account, draft);
  const warnings = RULES[before.type]?.(account, draft, before) ?? [];
  warnings.push(...runScripts(account, draft, before));
  draft.modified = account.now();
  account.put(draft);
  const record = addWorkflowLine(account, draft);
  if (isEntity(before.type) && text(before, "entityId") !== text(draft, "entityId")) {
    touchTransactions(account, draft.id);
  }
  return { record, warnings, unknown: changes.unknown };
}

export function deleteRecord(account: Account, record: NsRecord): void {
  const dependent = isEntity(record.type)
    ? namedBy(account, record.id)
    : account.linkedTo(record.id);
  if (dependent.length > 0) {
    throw userError("This record cannot be deleted because it has dependent records.");
  }
  if (record.fields.postingPeriod) refuseClosed(account, record);
  account.remove(record, text(record, "tranId") || text(record, "entityId"));
}

function applyChanges(
  account: Account,
  draft: NsRecord,
  { externalId, fields, lines }: Changes,
  { replace = [] }: Saving,
): void {
  if (externalId !== undefined) {
    const twin = externalId === null ? undefined : account.byExternalId(draft.type, externalId);
    if (twin && twin.id !== draft.id) {
      throw new Refusal(400, {
        detail: "Error while accessing a resource. This record already exists.",
        code: "USER_ERROR",
        path: "externalId",
      });
    }
    draft.externalId = externalId;
  }
  Object.assign(draft.fields, fields);
  const { sublists } = schemaOf(account, draft.type);
  const replaced = new Set(replace.map((name) => name.toLowerCase()));
  for (const [name, incoming] of Object.entries(lines)) {
    const keys = sublists[name]?.keys ?? [];
    const merged = mergeLines({
      existing: incoming === null ? [] : (draft.lines[name] ?? []),
      incoming: incoming ?? [],
      keys,
      replace: replaced.has(name.toLowerCase()),
      nextLine: draft.nextLine,
    });
    draft.lines[name] = merged.lines;
    draft.nextLine = merged.nextLine;
  }
  if (account.options.absentSublist === "kept") return;
  for (const name of Object.keys(sublists)) {
    if (replaced.has(name.toLowerCase()) && !(name in lines)) draft.lines[name] = [];
  }
}

const isEntity = (type: RecordType) => type === "vendor" || type === "customer" || type === "job";

/** The new name of an entity shows on all its transactions. */
function touchTransactions(account: Account, entity: string): void {
  for (const transaction of namedBy(account, entity)) account.touch(transaction);
}
