import type { Connector, Counterpart, Found } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";
import { RemoteError, UnknownOutcomeError } from "../../errors.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { Prepared } from "./prepare-push.ts";

export type Writing<Kind extends Document = Document> = Omit<Prepared, "document"> & {
  connector: Connector;
  document: Kind;
  found: Found | undefined;
};

export interface Written {
  counterpart: Counterpart;
  upTo: string | undefined;
}

/** About as often as a job is tried. */
const MOST_TRIES = 12;

/** An ERP may answer 500 to each try: after many, and if nothing was written, trying stops. */
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
