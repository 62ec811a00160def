import type { Connector, Counterpart, Found } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";
import { RemoteError, UnknownOutcomeError } from "../../errors.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { Prepared } from "./prepare-push.ts";

export type Writing<Kind extends Document = Document> = Omit<Prepared, "document"> & {
  connector: Connector;
  document: Kind;
  /** What an earlier write, whose answer was lost, left in the ERP. */
  found: Found | undefined;
};

export interface Written {
  counterpart: Counterpart;
  /** The newest activity that the write covers. */
  upTo: string | undefined;
}

/** What fails by itself is tried again about as often as a job is. */
const MOST_TRIES = 12;

/**
 * The ERP may say of each try that it failed inside: then nobody waits for it to pass, once it is
 * seen that nothing was written all the same.
 */
export async function put(
  connector: Connector,
  { document, known }: Pick<Writing, "document" | "known">,
  { attempts }: SyncRecord,
): Promise<Counterpart> {
  try {
    return await connector.put(document, known);
  } catch (error) {
    const isFault = error instanceof UnknownOutcomeError && error.hasEnded;
    if (!isFault || error.remoteStatus !== 500 || attempts + 1 < MOST_TRIES) throw error;
    const found = await connector.find(document).catch(() => {
      throw error;
    });
    if (found?.isCurrent) return found;
    throw new RemoteError({ ...error, retryable: false }, { cause: error });
  }
}

/** Nothing was written, and an earlier write was looked for. */
export function accountedFor(record: SyncRecord): SyncRecord {
  return { ...record, attemptingSince: null, landsUntil: null };
}
