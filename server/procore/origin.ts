import { serviceOf } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { COMMITMENT_PATHS, type CommitmentKind } from "./commitments.ts";
import { integer } from "./lossless-json.ts";
import { readOrigins } from "./read-origins.ts";
import { syncInBulk } from "./sync-in-bulk.ts";
import { fetchRequisition } from "./requisitions.ts";
import { VENDORS_PATH } from "./vendors.ts";

/**
 * The ERP counterpart to write on a Procore record. Setting `originId` turns Procore's banner
 * green.
 */
export interface Origin {
  /** The Procore record. */
  id: string;
  /**
   * Our own id of it: an origin that begins so is ours, written now or for an earlier counterpart;
   * any other is foreign.
   */
  reference: string;
  originId: string;
  /** Shown to people as External ID. */
  originCode?: string;
}

export interface OriginsTold {
  /** Now carry our origin, whether written just now or before. */
  told: string[];
  /** Left alone: another integration's, gone, or refused by Procore in these words. */
  refused: (Refused & { id: string })[];
}

export interface Refused {
  reason: string;
  /** It will not be different another time. */
  isFinal: boolean;
}

export type OriginTarget = { companyId: string } & (
  | { kind: CommitmentKind; projectId: string }
  | { kind: "vendor" }
);

/**
 * Writes the origins of many records of one kind, 1,000 a call. Reads first: a foreign `origin_id`
 * is never overwritten.
 */
export async function tellOrigins(
  procore: ProcoreClient,
  target: OriginTarget,
  origins: Origin[],
): Promise<OriginsTold> {
  const { companyId } = target;
  const place: Record<string, string> =
    target.kind === "vendor" ? { company_id: companyId } : { project_id: target.projectId };
  const path = target.kind === "vendor" ? VENDORS_PATH : COMMITMENT_PATHS[target.kind];
  const present = await readOrigins(procore, {
    companyId,
    path,
    place,
    ids: origins.map((origin) => origin.id),
  });

  const result: OriginsTold = { told: [], refused: [] };
  const toWrite: Origin[] = [];
  for (const origin of origins) {
    const verdict = judge(origin, present);
    if (verdict === "write") toWrite.push(origin);
    else if (verdict === "told") result.told.push(origin.id);
    else result.refused.push({ id: origin.id, ...verdict });
  }
  const written = await syncInBulk(procore, { companyId, path, place, origins: toWrite });
  return {
    told: [...result.told, ...written.told],
    refused: [...result.refused, ...written.refused],
  };
}

function judge(
  origin: Origin,
  present: Map<string, { originId: string | undefined; originCode: string | undefined }>,
): "write" | "told" | Refused {
  const now = present.get(origin.id);
  if (!now) {
    return {
      reason: "Procore no longer has this record, or the app may not see it.",
      isFinal: false,
    };
  }
  if (
    now.originId === origin.originId &&
    (origin.originCode === undefined || now.originCode === origin.originCode)
  ) {
    return "told";
  }
  if (isForeign(now.originId, origin)) return foreign(now.originId);
  return "write";
}

/** A requisition has no bulk call. Setting its origin locks the invoice in Procore. */
export async function tellRequisitionOrigin(
  procore: ProcoreClient,
  where: { companyId: string; projectId: string; commitmentId: string },
  origin: Origin,
): Promise<"told" | Refused> {
  const { companyId, projectId, commitmentId } = where;
  const present = await fetchRequisition(procore, { companyId, projectId, id: origin.id });
  if (!present) {
    return {
      reason: "Procore no longer has this invoice, or the app may not see it.",
      isFinal: false,
    };
  }
  if (present.originId === origin.originId) return "told";
  if (isForeign(present.originId, origin)) return foreign(present.originId);
  await procore.call({
    method: "PATCH",
    path: `/rest/v1.1/requisitions/${origin.id}`,
    body: {
      project_id: integer(projectId),
      commitment_id: integer(commitmentId),
      requisition: { origin_id: origin.originId },
    },
    companyId,
    as: serviceOf(companyId),
  });
  return "told";
}

function isForeign(present: string | undefined, { reference }: Origin): present is string {
  return present !== undefined && !present.startsWith(`${reference}-`);
}

function foreign(present: string): Refused {
  return {
    reason: `Another integration has linked this record already (origin_id ${present}); Crosstie leaves it alone.`,
    isFinal: true,
  };
}
