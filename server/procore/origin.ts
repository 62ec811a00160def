import { z } from "zod";
import { exactNumber } from "../wire/json.ts";
import { callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { COMMITMENT_PATHS, type CommitmentKind } from "./commitments.ts";
import { everyPage } from "./pages.ts";
import { fetchRequisition, REQUISITIONS_PATH } from "./requisitions.ts";
import { id, parseAnswer, text } from "./shapes.ts";
import {
  type Origin,
  type OriginsTold,
  type RecordList,
  type Refused,
  syncInBulk,
} from "./sync-in-bulk.ts";
import { VENDORS_PATH } from "./vendors.ts";

export type { Origin, OriginsTold, Refused } from "./sync-in-bulk.ts";

export type OriginTarget = { companyId: string; signal?: AbortSignal } & (
  | { kind: CommitmentKind; projectId: string }
  | { kind: "vendor" }
);

/** Writes 1,000 origins a call. Reads first: another integration's `origin_id` must stay. */
export async function tellOrigins(
  procore: ProcoreClient,
  target: OriginTarget,
  origins: Origin[],
): Promise<OriginsTold> {
  const { companyId, signal } = target;
  const place: Record<string, string> =
    target.kind === "vendor" ? { company_id: companyId } : { project_id: target.projectId };
  const path = target.kind === "vendor" ? VENDORS_PATH : COMMITMENT_PATHS[target.kind];
  const list = { companyId, signal, path, place };
  const present = await readOrigins(
    procore,
    list,
    origins.map((origin) => origin.id),
  );

  const result: OriginsTold = { told: [], refused: [] };
  const toWrite: Origin[] = [];
  for (const origin of origins) {
    const verdict = judge(origin, present);
    if (verdict === "write") toWrite.push(origin);
    else if (verdict === "told") result.told.push(origin.id);
    else result.refused.push({ id: origin.id, ...verdict });
  }
  const written = await syncInBulk(procore, list, toWrite);
  return {
    told: [...result.told, ...written.told],
    refused: [...result.refused, ...written.refused],
  };
}

function judge(origin: Origin, present: Map<string, PresentOrigin>): "write" | "told" | Refused {
  const now = present.get(origin.id);
  if (!now) {
    return {
      reason: "Procore no longer has this record, or the app may not see it.",
      isFinal: false,
      isGone: true,
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

/** Invoices have no bulk call. Setting the origin locks the invoice in Procore. */
export async function tellRequisitionOrigin(
  procore: ProcoreClient,
  where: { companyId: string; projectId: string; commitmentId: string; signal?: AbortSignal },
  origin: Origin,
): Promise<"told" | Refused> {
  const { commitmentId, ...project } = where;
  const present = await fetchRequisition(procore, { ...project, id: origin.id });
  if (!present) {
    return {
      reason: "Procore no longer has this invoice, or the app may not see it.",
      isFinal: false,
      isGone: true,
    };
  }
  if (present.originId === origin.originId) return "told";
  if (isForeign(present.originId, origin)) return foreign(present.originId);
  await procore.call({
    method: "PATCH",
    path: `${REQUISITIONS_PATH}/${origin.id}`,
    body: {
      project_id: exactNumber(project.projectId),
      commitment_id: exactNumber(commitmentId),
      requisition: { origin_id: origin.originId },
    },
    ...callerOf(where),
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

/** Procore answers 404 for deleted and for hidden records: the list tells which it is. */
export async function isListed(
  procore: ProcoreClient,
  where: RecordList & { id: string },
): Promise<boolean> {
  return (await readOrigins(procore, where, [where.id])).has(where.id);
}

const OriginShape = z.object({ id, origin_id: text, origin_code: text });

/** Proxies cut off longer query strings. */
const IDS_PER_CALL = 100;

interface PresentOrigin {
  originId: string | undefined;
  originCode: string | undefined;
}

/** Records that Procore does not show are absent. */
async function readOrigins(
  procore: ProcoreClient,
  list: RecordList,
  ids: string[],
): Promise<Map<string, PresentOrigin>> {
  const found = new Map<string, PresentOrigin>();
  for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
    const query = {
      ...list.place,
      view: "extended",
      "filters[id]": ids.slice(start, start + IDS_PER_CALL),
    };
    for (const row of await everyPage(procore, { path: list.path, query, ...callerOf(list) })) {
      const origin = parseAnswer(OriginShape, row);
      found.set(origin.id, { originId: origin.origin_id, originCode: origin.origin_code });
    }
  }
  return found;
}
