import type { Request } from "express";
import { inCompany } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import { keyOf } from "../kinds/kind.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import type { Permissions } from "../procore/permissions.ts";
import { findRecord, type SyncRecord } from "../store/records.ts";
import { type may, requirePermission } from "./access.ts";
import type { ApiParts } from "./parts.ts";
import { commitmentPlace, idOf } from "./places.ts";
import type { SeeCommitment } from "./see-commitment.ts";

export interface SeenInvoice {
  /** Of the invoice. */
  record: SyncRecord;
  contract: SyncRecord;
  permissions: Permissions;
}

/** An invoice of a commitment that this person sees. To look: as seen shortly before will do. */
export async function seeInvoice(
  parts: ApiParts,
  see: SeeCommitment,
  req: Request,
  to: keyof typeof may | "look",
): Promise<SeenInvoice> {
  const orEarlier = to === "look";
  const seen = await see(parts.userOf(req), commitmentPlace(req), { orEarlier });
  const { record: contract, permissions } = seen;
  if (to !== "look") requirePermission(to, permissions);
  const procoreId = idOf(req, "invoiceId");
  const record = await inCompany(parts.db, contract.companyId, (scope) =>
    findRecord(scope, { ...contract, kind: requisition.name, procoreId }),
  );
  if (!record || record.parent !== keyOf(contract)) {
    throw new NotFoundError("Crosstie knows no such invoice of this commitment.");
  }
  return { record, contract, permissions };
}
