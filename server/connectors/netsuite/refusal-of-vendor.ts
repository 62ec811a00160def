import { CredentialsRefusedError, isRefusal, RemoteError } from "../../errors.ts";
import type { Send } from "./client.ts";
import { vendorInactive, vendorRefused } from "./own-refusals.ts";
import { readRecord } from "./read-record.ts";

/** Always rejects. NetSuite says the same of a vendor that is gone, inactive or not allowed. */
export async function refusalOfVendor(send: Send, id: string, error: unknown): Promise<never> {
  if (!isRefusal(error, "vendor_unknown")) throw error;
  const vendor = await readRecord(send, { kind: "vendor", reference: `vendor ${id}` }, id).catch(
    (unread: unknown) => {
      const isHidden = unread instanceof RemoteError && !unread.retryable;
      if (!isHidden || unread instanceof CredentialsRefusedError) throw unread;
      return "hidden" as const;
    },
  );
  if (!vendor) throw error;
  const isInactive = vendor !== "hidden" && vendor.isInactive === true;
  const refusal = isInactive ? vendorInactive : vendorRefused;
  throw new RemoteError({ ...error, refusal }, { cause: error });
}
