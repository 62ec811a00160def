import { ActRefused, BadAct, type Act } from "../../core/system.ts";
import type { Account, NsRecord } from "../account.ts";
import type { RecordType } from "../records/schema.ts";
import { transform } from "../records/transform.ts";
import { itemized } from "../rules/amounts.ts";
import { optionalText, requiredText } from "./arguments.ts";

/** "Close" on the order, or the box "Closed" on one of its lines; with `closed` false, opened again. */
export function closeLines(
  account: Account,
  order: NsRecord,
  { closed, line: only }: { closed: boolean; line?: string },
): { id: string } {
  if (only !== undefined) refuseUnknown(order, only);
  const lines = Object.fromEntries(
    Object.entries(order.lines).map(([sublist, all]) => [
      sublist,
      all.map(({ line, fields }) =>
        only === undefined || String(line) === only
          ? { line, fields: { ...fields, isClosed: closed } }
          : { line, fields },
      ),
    ]),
  );
  account.put({ ...order, modified: account.now(), lines });
  return { id: order.id };
}

function refuseUnknown(order: NsRecord, number: string): void {
  if (itemized(order).some(({ line }) => String(line) === number)) return;
  throw new ActRefused(`the order has no line ${number}`);
}

interface Taken {
  line: string | number;
  quantity?: string;
  amount?: string;
}

/** "Receive" or "Bill" on the order: all that is open, or of the lines named what is typed there. */
export function takeOrder(
  account: Account,
  order: NsRecord,
  { target, action }: { target: "itemReceipt" | "vendorBill"; action: Act },
): { id: string } {
  const named = action.lines as Taken[] | undefined;
  named?.forEach(({ line }) => refuseUnknown(order, String(line)));
  const of = (sublist: "item" | "expense") =>
    named
      ?.filter(({ line }) => order.lines[sublist]?.some((one) => String(one.line) === String(line)))
      .map(({ line, quantity, amount }) => ({
        orderLine: String(line),
        ...(quantity !== undefined && { quantity: readNumber(quantity) }),
        ...(amount !== undefined && { amount: readNumber(amount) }),
      }));
  const [number, memo] = [optionalText(action, "number"), optionalText(action, "memo")];
  const body = {
    ...(named && { item: { items: of("item") }, expense: { items: of("expense") } }),
    ...(number !== undefined && { tranId: number }),
    ...(memo !== undefined && { memo }),
  };
  const saving = named ? { replace: ["item", "expense"] } : {};
  return { id: transform(account, order, { target, body, saving }).record.id };
}

/** As an import of CSV files writes it: over whatever stands there. Source: help section_N349594. */
export function setExternalId(
  account: Account,
  action: Act,
): { id: string; externalId: string | null } {
  const type = requiredText(action, "type") as RecordType;
  const record = account.get(type, requiredText(action, "id"));
  if (!record) throw new ActRefused(`there is no ${type} ${String(action.id)}`);
  const externalId = action.externalId as string | null;
  const holder = externalId === null ? undefined : account.byExternalId(type, externalId);
  if (holder && holder.id !== record.id) {
    throw new ActRefused(`${type} ${holder.id} has the external ID ${String(externalId)}`);
  }
  account.put({ ...record, externalId, modified: account.now() });
  return { id: record.id, externalId };
}

function readNumber(written: string): number {
  if (!/^-?\d{1,12}(\.\d{1,8})?$/.test(written)) {
    throw new BadAct(`${written} is no number: write it like 0.25`);
  }
  return Number(written);
}
