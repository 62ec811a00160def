import type { NsRecord } from "../sandbox/netsuite/account.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import type { World } from "./open-world.ts";

export interface Books {
  vendor: NsRecord[];
  purchaseOrder: NsRecord[];
  vendorBill: NsRecord[];
  vendorCredit: NsRecord[];
  vendorPayment: NsRecord[];
  concurrency: { inFlight: number; peak: number; refused: number };
}

/** What stands in NetSuite's books. */
export function booksOf({ netsuite }: Pick<World, "netsuite">): Books {
  return netsuite.system.state() as Books;
}

/**
 * Orders of a commitment as an accountant would look for them: by title, whatever reference they
 * carry, and whatever else their memo says.
 */
export function ordersOf(
  world: Pick<World, "netsuite">,
  { title }: Pick<Commitment, "title">,
): NsRecord[] {
  return booksOf(world).purchaseOrder.filter(({ fields }) =>
    `${fields.memo as string} · `.includes(` · ${title} · `),
  );
}

/** Bills that carry our reference to an invoice. */
export function billsOf(world: Pick<World, "netsuite">, requisitionId: string): NsRecord[] {
  return booksOf(world).vendorBill.filter(
    ({ externalId }) => externalId === `crosstie-requisition-${requisitionId}`,
  );
}

export function vendorsNamed(world: Pick<World, "netsuite">, name: string): NsRecord[] {
  return booksOf(world).vendor.filter(({ fields }) => fields.companyName === name);
}

/**
 * How often a system was called, by method and by what the path matches; all answers together
 * unless a status is named.
 */
export function countCalls(
  { calls }: Pick<World["netsuite"], "calls">,
  method: string,
  path: RegExp,
  status?: number,
): number {
  return calls()
    .filter(
      (call) =>
        call.method === method &&
        path.test(call.path) &&
        (status === undefined || call.status === status),
    )
    .reduce((sum, { count }) => sum + count, 0);
}
