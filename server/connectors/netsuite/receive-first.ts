import { Decimal } from "decimal.js";
import { z } from "zod";
import { isRefusal, RemoteError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { BillDocument } from "../documents.ts";
import type { Send } from "./client.ts";
import { writeJson } from "./exact-json.ts";
import { billedBy, nameOf, wantedOf } from "./order-count.ts";
import { receiptMissing } from "./own-refusals.ts";
import type { PutContext } from "./put-document.ts";
import { type ReadLine, readRecord, type ReadRecord } from "./read-record.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";
import { writtenRecord } from "./write-record.ts";
import { recordPath, WRITING } from "./write-request.ts";

type ReceiveContext = PutContext & { suiteql: SuiteQl };

interface Billing {
  order: ReadRecord;
  known: Known | undefined;
}

/** The bill takes `quantity` more of the line than has been received. */
interface Lacking {
  line: ReadLine;
  quantity: Decimal;
}

/** Source: NetSuite help, "Transaction Status Filter Values": pending or partial receipt. */
const WAITS_FOR_RECEIPT = new Set(["B", "D", "E"]);

/** With Advanced Receiving, NetSuite bills only what was received. Settings say who receives it. */
export async function receiveFirst(
  bill: BillDocument,
  billing: Billing,
  context: ReceiveContext,
): Promise<void> {
  const { itemReceipts } = context.settings;
  if (itemReceipts === "not_needed") return;
  const lacking = await lackingOf(bill, billing, context);
  if (lacking.length === 0) return;
  if (itemReceipts !== "crosstie") throw unreceived(bill, billing.order, lacking);
  await receive(bill, { ...billing, lacking }, context);
}

async function lackingOf(
  bill: BillDocument,
  { order, known }: Billing,
  { send, settings, suiteql }: ReceiveContext,
): Promise<Lacking[]> {
  if (!WAITS_FOR_RECEIPT.has(order.orderStatus ?? "")) return [];
  const lines = order.item?.items ?? [];
  const wanted = wantedOf(writtenRecord(bill, settings, lines).item?.items ?? []);
  const lackingBut = (own?: ReturnType<typeof billedBy>) =>
    lines.flatMap((line) => {
      const received = new Decimal(line.quantityReceived || 0).minus(line.quantityBilled || 0);
      const ready = received.plus(own?.get(line.line) ?? 0);
      const quantity = (wanted.get(line.line) ?? new Decimal(0)).minus(ready);
      return quantity.isPositive() && !quantity.isZero() ? [{ line, quantity }] : [];
    });
  if (lackingBut().length === 0) return [];
  // What this bill has billed already was received.
  const own = billedBy(bill, await readRecord(send, bill, known?.id));
  const lacking = lackingBut(own);
  const unreceivable = lacking.length > 0 ? await unreceivableOf(suiteql, lines) : new Set();
  return lacking.filter(({ line }) => !unreceivable.has(line.item));
}

/** Items without "Can be Fulfilled/Received": there is nothing to wait for. */
async function unreceivableOf(suiteql: SuiteQl, lines: ReadLine[]): Promise<Set<string>> {
  const ids = [...new Set(lines.flatMap(({ item }) => item ?? []))];
  const rows = await suiteql.all({
    row: z.object({ id: z.string() }),
    params: ids,
    sql: (has) =>
      `select i.id from item i where i.id in (${placeholders(ids)}) and ${has("isfulfillable") ? "i.isfulfillable = 'F'" : "1 = 0"} order by i.id`,
    optional: ["isfulfillable"],
  });
  return new Set(rows.map(({ id }) => id));
}

function unreceived({ number }: BillDocument, order: ReadRecord, lacking: Lacking[]): RemoteError {
  const lines = lacking.map(
    ({ line, quantity }) =>
      `${nameOf(order, line)} has ${new Decimal(line.quantityReceived || 0).toFixed()} received, and ${quantity.toFixed()} more is billed`,
  );
  return new RemoteError({
    system: "NetSuite",
    reason: `${number} was not sent: ${lines.join("; ")}.`,
    retryable: false,
    refusal: receiptMissing,
  });
}

/** Each receipt has its own external id: if its answer was lost, it is not written twice. */
async function receive(
  bill: BillDocument,
  { lacking: first, ...billing }: Billing & { lacking: Lacking[] },
  context: ReceiveContext,
): Promise<void> {
  const { send } = context;
  let [externalId, tries] = [`${bill.reference}-receipt`, 1];
  while (await hasReceipt(send, externalId)) {
    externalId = `${bill.reference}-receipt-${(tries += 1)}`;
  }
  // The receipt of an earlier try may have arrived since the order was read.
  const [order, lacking] =
    tries === 1 ? [billing.order, first] : await lookAgain(bill, billing, context);
  if (lacking.length === 0) return;
  try {
    await send(await receiptRequest(bill, { externalId, order, lacking }, context));
  } catch (error) {
    if (!isRefusal(error, "duplicate")) throw error;
    const [, still] = await lookAgain(bill, billing, context);
    if (still.length > 0) throw error;
  }
}

async function lookAgain(
  bill: BillDocument,
  { order, known }: Billing,
  context: ReceiveContext,
): Promise<[ReadRecord, Lacking[]]> {
  const document = { kind: bill.orderKind, reference: bill.orderId };
  const now = (await readRecord(context.send, document, order.id)) ?? order;
  return [now, await lackingOf(bill, { order: now, known }, context)];
}

async function hasReceipt(send: Send, externalId: string): Promise<boolean> {
  const path = `/services/rest/record/v1/itemReceipt/eid:${encodeURIComponent(externalId)}`;
  try {
    await send({ method: "GET", path });
    return true;
  } catch (error) {
    if (error instanceof RemoteError && error.remoteStatus === 404) return false;
    throw error;
  }
}

/** NetSuite receives all that is open, unless the request says otherwise of a line. */
async function receiptRequest(
  bill: BillDocument,
  { externalId, order, lacking }: { externalId: string; order: ReadRecord; lacking: Lacking[] },
  { suiteql }: ReceiveContext,
) {
  const lines = order.item?.items ?? [];
  const unreceivable = await unreceivableOf(suiteql, lines);
  const items = lines.flatMap((line) => {
    const { line: orderLine, item, quantity, quantityReceived } = line;
    const more = lacking.find((one) => one.line.line === orderLine);
    if (more) return [{ orderLine, itemReceive: true, quantity: more.quantity.toFixed() }];
    const isOpen = new Decimal(quantityReceived || 0).lessThan(quantity || 0);
    return isOpen && !unreceivable.has(item ?? "") ? [{ orderLine, itemReceive: false }] : [];
  });
  const expenses = order.expense?.items ?? [];
  return {
    method: "POST" as const,
    path: `${recordPath({ kind: bill.orderKind, reference: "" }, order.id)}/!transform/itemReceipt`,
    headers: WRITING,
    body: writeJson({
      externalId,
      ...(bill.date && { tranDate: bill.date }),
      memo: bill.memo,
      item: { items },
      ...(expenses.length > 0 && {
        expense: {
          items: expenses.map(({ line }) => ({ orderLine: line, markReceived: false })),
        },
      }),
    }),
    isWrite: true,
  };
}
