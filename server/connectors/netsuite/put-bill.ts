import { Decimal } from "decimal.js";
import { RemoteError } from "../../errors.ts";
import type { Counterpart, Found, Known } from "../connector.ts";
import type { BillDocument } from "../documents.ts";
import type { Send } from "./client.ts";
import { foundCounterpart } from "./counterpart.ts";
import { leftToBill, overBilled, withoutOwn } from "./order-count.ts";
import { orderLineFull } from "./own-refusals.ts";
import { type PutContext, putDocument } from "./put-document.ts";
import { afterWrite, readNamed } from "./read-back.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";
import { receiveFirst } from "./receive-first.ts";
import type { NetSuiteSettings } from "./settings.ts";
import type { SuiteQl } from "./suiteql.ts";
import { writtenRecord } from "./write-record.ts";

export async function putBill(
  bill: BillDocument,
  known: Known | undefined,
  context: PutContext & { suiteql: SuiteQl },
): Promise<Counterpart> {
  const { send, settings } = context;
  const order = await readOrder(send, bill);
  const isCredited = !new Decimal(bill.credited).isZero();
  const there = known && isCredited ? await readRecord(send, bill, known.id) : undefined;
  const ordered = withoutOwn(bill, { order, there });
  if (order) await receiveFirst(bill, { order, known }, context);
  const put = await putDocument(bill, known, { ...context, ordered }).catch((error: unknown) => {
    throw order ? explained(error, { bill, order, settings }) : error;
  });
  const now = await afterWrite(bill, readOrder(send, bill));
  return { ...put, remark: put.remark ?? overBilled(bill, now) };
}

export async function findBill(
  bill: BillDocument,
  context: Pick<PutContext, "send" | "currencies" | "settings">,
): Promise<Found | undefined> {
  const { send, settings } = context;
  const read = await readNamed(context, bill);
  if (!read) return undefined;
  const order = await readOrder(send, bill);
  const ordered = withoutOwn(bill, { order, there: read });
  const found = foundCounterpart(bill, writtenRecord(bill, settings, ordered), read);
  return { ...found, remark: found.remark ?? overBilled(bill, order) };
}

/** Undefined: it is gone. NetSuite itself refuses what is tied to it. */
export function readOrder(
  send: Send,
  { orderKind: kind, orderId }: BillDocument,
): Promise<ReadRecord | undefined> {
  return readRecord(send, { kind, reference: `purchase order ${orderId}` }, orderId);
}

/** Not documented: an order line that takes no more may be refused as a wrong reference. */
function explained(
  error: unknown,
  { bill, order, settings }: { bill: BillDocument; order: ReadRecord; settings: NetSuiteSettings },
): unknown {
  if (!(error instanceof RemoteError) || error.retryable) return error;
  if (error.refusal && error.refusal.meaning !== "value_unknown") return error;
  if (!/\(at \w+\.items\[\d+\]\.orderLine\)/.test(error.reason)) return error;
  const items = writtenRecord(bill, settings, order.item?.items).item?.items ?? [];
  const left = leftToBill(order, items);
  const { system, reason, remoteStatus, remoteCode } = error;
  return new RemoteError(
    {
      system,
      reason: `${left}. NetSuite's own words: ${reason}`,
      retryable: false,
      remoteStatus,
      remoteCode,
      refusal: orderLineFull,
    },
    { cause: error },
  );
}
