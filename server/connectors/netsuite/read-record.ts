import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Document } from "../documents.ts";
import type { Send } from "./client.ts";
import { recordPath } from "./write-request.ts";

const text = z.string().nullish();
/** An object with an id on most sublists, only the id on some. */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .nullish();

const ReadLine = z.looseObject({
  line: z.string(),
  item: reference,
  description: text,
  quantity: text,
  rate: text,
  amount: text,
  orderDoc: reference,
  orderLine: text,
  quantityBilled: text,
  quantityReceived: text,
});
export type ReadLine = z.output<typeof ReadLine>;

const ExpenseLine = z.object({ line: z.string(), amount: text });

const ReadCurrency = z.object({ currency: reference });

const ReadRecord = z.looseObject({
  id: z.string(),
  tranId: text,
  entityId: text,
  entity: reference,
  subsidiary: reference,
  currency: reference,
  companyName: text,
  isInactive: z.boolean().nullish(),
  email: text,
  phone: text,
  tranDate: text,
  dueDate: text,
  memo: text,
  approvalStatus: reference,
  orderStatus: reference,
  currencyList: z.object({ items: z.array(ReadCurrency).default([]) }).nullish(),
  item: z.object({ items: z.array(ReadLine).default([]) }).nullish(),
  expense: z.object({ items: z.array(ExpenseLine).default([]) }).nullish(),
});
/** `isNamedAnew`: its external id is no longer ours. `iso`: its currency, if known. */
export type ReadRecord = z.output<typeof ReadRecord> & {
  isNamedAnew?: true;
  iso?: string | undefined;
};

/** By our reference, unless NetSuite's own `id` is given. Undefined: there is none. */
export async function readRecord(
  send: Send,
  document: Pick<Document, "kind" | "reference">,
  id?: string,
): Promise<ReadRecord | undefined> {
  try {
    const { body } = await send({
      method: "GET",
      path: `${recordPath(document, id)}?expandSubResources=true`,
    });
    const read = ReadRecord.safeParse(body);
    if (read.success) return read.data;
    throw new RemoteError({
      system: "NetSuite",
      reason: `it sent ${document.reference} in a shape that cannot be read (${read.error.issues[0]?.path.join(".")})`,
      retryable: true,
    });
  } catch (error) {
    if (
      error instanceof RemoteError &&
      error.remoteStatus === 404 &&
      error.remoteCode === "NONEXISTENT_ID"
    ) {
      return undefined;
    }
    throw error;
  }
}
