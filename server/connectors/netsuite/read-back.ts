import { RemoteError, UnknownOutcomeError } from "../../errors.ts";
import type { Document } from "../documents.ts";
import type { Send } from "./client.ts";
import type { Currencies } from "./currencies.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";

interface Reading {
  send: Send;
  currencies: Currencies;
}

export async function readNamed(
  { send, currencies }: Reading,
  document: Document,
  id?: string,
): Promise<ReadRecord | undefined> {
  const read = await readRecord(send, document, id);
  if (!read || document.kind === "vendor") return read;
  const nameOf = await currencies.naming([read.currency]);
  const iso = nameOf(read.currency);
  // The account may have several currencies by now: what was known is out of date.
  const { currency } = document;
  if (iso !== undefined && currency !== undefined && iso !== currency) currencies.forget();
  return { ...read, iso };
}

export async function readBack(
  context: Reading,
  document: Document,
  id?: string,
): Promise<ReadRecord> {
  const read = await afterWrite(document, readNamed(context, document, id));
  if (read) return read;
  throw new UnknownOutcomeError({
    system: "NetSuite",
    reason: `it took ${document.reference} but does not find it yet`,
    retryable: true,
    hasEnded: true,
  });
}

/** The document is written: a failure now makes the next try look it up before it writes. */
export async function afterWrite<T>(
  { reference }: Pick<Document, "reference">,
  asked: Promise<T>,
): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof RemoteError)) throw error;
    const { reason, retryAt, remoteStatus, remoteCode } = error;
    throw new UnknownOutcomeError(
      {
        system: "NetSuite",
        reason: `it took ${reference} but did not say what came of it: ${reason}`,
        retryable: true,
        hasEnded: true,
        retryAt,
        remoteStatus,
        remoteCode,
      },
      { cause: error },
    );
  });
}
