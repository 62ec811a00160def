import { isRefusal, RemoteError } from "../../errors.ts";
import type { Counterpart } from "../connector.ts";
import type { VendorDocument } from "../documents.ts";

export const CONTACTS = ["email", "phone"] as const;

/** How REST refuses contacts is not published: an unknown refusal may be about either. */
export async function withoutRefused(
  vendor: VendorDocument,
  write: (vendor: VendorDocument) => Promise<Counterpart>,
): Promise<Counterpart> {
  let unnamed: unknown;
  let sent = vendor;
  for (;;) {
    try {
      const counterpart = await write(sent);
      return { ...counterpart, leftOut: CONTACTS.filter((field) => vendor[field] && !sent[field]) };
    } catch (error) {
      const fields = refusedIn(error).filter((field) => sent[field] !== undefined);
      if (fields.length === 0) throw isUnnamed(error) ? (unnamed ?? error) : error;
      if (isUnnamed(error)) unnamed = error;
      sent = { ...sent };
      for (const field of fields) delete sent[field];
    }
  }
}

function refusedIn(error: unknown): readonly (typeof CONTACTS)[number][] {
  if (isRefusal(error, "email_refused")) return ["email"];
  if (isRefusal(error, "phone_refused")) return ["phone"];
  return isUnnamed(error) ? CONTACTS : [];
}

function isUnnamed(error: unknown): boolean {
  return (
    error instanceof RemoteError &&
    error.remoteStatus === 400 &&
    !error.retryable &&
    error.refusal === undefined
  );
}
