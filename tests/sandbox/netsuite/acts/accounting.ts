import { ActRefused, type Act } from "../../core/system.ts";
import { text, type Account, type NsRecord } from "../account.ts";
import { createRecord, updateRecord } from "../records/save-record.ts";
import { findRecord, requiredText } from "./arguments.ts";

/** As an accountant types it in, with no purchase order behind it. */
export function createBill(account: Account, action: Act): { billId: string } {
  const vendor = findRecord(account, "vendor", action, "vendorId");
  const amount = Number(requiredText(action, "amount"));
  const body = {
    entity: vendor.id,
    tranId: requiredText(action, "number"),
    item: { items: [{ item: "81", quantity: 1, rate: amount, amount }] },
    ...(account.options.oneWorld && { subsidiary: text(vendor, "subsidiary") }),
  };
  return { billId: createRecord(account, "vendorBill", body).record.id };
}

export function amendRecord(
  account: Account,
  record: NsRecord,
  changes: Record<string, unknown>,
  replace: string[] = [],
): { id: string } {
  return { id: updateRecord(account, record, changes, { replace }).record.id };
}

/** What somebody changes in the record's own form. */
export function edit(account: Account, record: NsRecord, action: Act): { id: string } {
  const { changes = {}, replace } = action as {
    changes?: Record<string, unknown>;
    replace?: string[];
  };
  return amendRecord(account, record, changes, replace);
}

/** Approves, or rejects when told so. */
export function approve(account: Account, record: NsRecord, action: Act): { id: string } {
  return amendRecord(account, record, { approvalStatus: action.reject === true ? "3" : "2" });
}

export function holdBill(account: Account, bill: NsRecord, hold: boolean): { id: string } {
  return amendRecord(account, bill, { paymentHold: hold });
}

export function setPeriod(account: Account, name: string, closed: boolean): { periodId: string } {
  const period = account.all("accountingPeriod").find((one) => text(one, "periodName") === name);
  if (!period) throw new ActRefused(`there is no accounting period ${name}`);
  account.put({
    ...period,
    fields: { ...period.fields, closed, apLocked: closed, arLocked: closed, allLocked: closed },
  });
  return { periodId: period.id };
}
