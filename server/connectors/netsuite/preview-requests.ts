import type { Known, PreviewRequest } from "../connector.ts";
import type { Document } from "../documents.ts";
import type { Account } from "./account.ts";
import { ACCEPT } from "./client.ts";
import { isInternalId } from "./currencies.ts";
import { showJson } from "./exact-json.ts";
import { withoutOwn } from "./order-count.ts";
import { readOrder } from "./put-bill.ts";
import { type PutContext, readKnown, wholeRecord } from "./put-document.ts";
import type { HeldLine } from "./quantities.ts";
import type { ReadRecord } from "./read-record.ts";
import { takenOver } from "./typed-anew.ts";
import { changesOf, refuseOtherVendor } from "./update-record.ts";
import { writeRequest } from "./write-request.ts";

type Reading = Pick<PutContext, "send" | "currencies" | "settings">;

/** Rejects where the write would be refused unsent. Item receipts are not among the requests. */
export async function previewRequests(
  account: Account,
  context: Reading,
  { document: wanted, known: last }: { document: Document; known: Known | undefined },
): Promise<PreviewRequest[]> {
  const there = last && (await readKnown(context.send, wanted, last));
  const { document, known } =
    last && there ? takenOver(wanted, { known: last, there }) : { document: wanted, known: last };
  const held = await heldFor(document, there, context);
  const written = await wholeRecord(document, context, { known, held });
  const changes = known && there ? changesOf(written, { known, there }) : written;
  if (there) refuseOtherVendor(document, changes, there);
  const {
    method,
    path,
    headers = {},
    body = "null",
  } = writeRequest(document, changes, there?.isNamedAnew ? there.id : undefined);
  return [
    {
      method,
      url: `${account.restUrl}${path}`,
      headers: { ...ACCEPT, ...headers },
      body: showJson(body),
    },
  ];
}

/** Undefined: NetSuite does not have the order yet. */
async function heldFor(
  document: Document,
  there: ReadRecord | undefined,
  { send }: Reading,
): Promise<HeldLine[] | undefined> {
  if (document.kind !== "bill") return there?.item?.items;
  if (!isInternalId(document.orderId)) return undefined;
  const order = await readOrder(send, document);
  return withoutOwn(document, { order, there });
}
