import type { Knex } from "knex";
import type { NsRecord } from "../../sandbox/netsuite/account.ts";
import type { ProcoreState } from "../../sandbox/procore/state.ts";

export type Booked = NsRecord & { status?: string };

export interface Books {
  purchaseOrder: Booked[];
  vendorBill: Booked[];
  vendorCredit: Booked[];
  vendorPayment: Booked[];
  vendor: NsRecord[];
  currency: NsRecord[];
}

/** Crosstie's memory, and the two systems themselves. */
export interface Sides {
  db: Knex;
  procore: ProcoreState;
  netsuite: Books;
  /** Where Crosstie knows several NetSuite accounts: the one whose books these are. */
  connectionId?: string;
}

/** What was compared, in words, and how it differs without Crosstie saying so on a screen. */
export interface Compared {
  projectId: string | null;
  what: string;
  crosstie: string;
  procore: string;
  netsuite: string;
  differs: string[];
}

export interface Known {
  record_id: string;
  kind: string;
  procore_id: string;
  project_id: string | null;
  number: string;
  document: string;
  parent: string;
  status: string;
  is_deleted: boolean;
  erp_id: string | null;
  erp_state: string | null;
  former_erp_id: string | null;
  attempting_since: Date | null;
  waiting: string | null;
  differs: string | null;
  failure: { title: string } | null;
  accepted: { says: string } | null;
  sent_vendor: string | null;
  /** Crosstie's own link to a vendor in NetSuite; null: it looks for it anew. */
  vendor: string | null;
  doubt: string | null;
}

/** What Crosstie has of orders, bills and credits in a NetSuite account. */
export function knownDocuments({
  db,
  connectionId,
}: Pick<Sides, "db" | "connectionId">): Promise<Known[]> {
  return db("records as r")
    .leftJoin("records as v", (on) =>
      on
        .on("v.connection_id", "r.connection_id")
        .andOn("v.procore_id", "r.vendor_id")
        .andOnVal("v.kind", "vendor"),
    )
    .leftJoin("bills as b", (on) =>
      on.on("b.company_id", "r.company_id").andOn("b.record_id", "r.record_id"),
    )
    .whereIn(
      "r.connection_id",
      db("connections")
        .where({ system: "netsuite", ...(connectionId && { connection_id: connectionId }) })
        .select("connection_id"),
    )
    .whereIn("r.kind", ["commitment", "requisition"])
    .orderBy("r.record_id")
    .select<Known[]>("r.*", { vendor: "v.erp_id", doubt: "b.doubt" });
}

/** What a person has let stand, and the screen says so, is not green. */
export const isGreen = ({ status, is_deleted: isDeleted, accepted }: Known) =>
  status === "success" && !isDeleted && accepted === null;

/** Of a record that is not green. Undefined: nothing. */
export const saidOf = ({ waiting, differs, failure, accepted }: Known): string | undefined =>
  failure?.title ?? waiting ?? differs ?? accepted?.says;

export const nameOf = ({ kind, number }: Known) => `${kind} ${number}`;
