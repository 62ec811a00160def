import { CredentialsRefusedError, RemoteError, UnknownOutcomeError } from "../../errors.ts";
import type { Document } from "../documents.ts";
import type { Send } from "./client.ts";
import type { Currencies } from "./currencies.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";

interface Reading {
  send: Send;
  currencies: Currencies;
}

/** A record, and where such a document can have a currency, the record's by name. */
export async function readNamed(
  { send, currencies }: Reading,
  document: Document,
  id?: string,
): Promise<ReadRecord | undefined> {
  const read = await readRecord(send, document, id);
  if (!read || document.kind === "vendor") return read;
  const nameOf = await currencies.naming([read.currency]);
  const iso = nameOf(read.currency);
  // Several by now in an account that had one, say: nothing that was known of it holds.
  const { currency } = document;
  if (iso !== undefined && currency !== undefined && iso !== currency) currencies.forget();
  return { ...read, iso };
}

/**
 * From here on the document is written: whatever goes wrong, it must be looked up before it is
 * written again.
 */
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

/** What is asked of NetSuite once it has taken the document. */
export async function afterWrite<T>(
  { reference }: Pick<Document, "reference">,
  asked: Promise<T>,
): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof RemoteError) || error instanceof CredentialsRefusedError) throw error;
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
