import { Decimal } from "decimal.js";
import { Router } from "express";
import { systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { commitment } from "../kinds/commitment/kind.ts";
import type { Within } from "../store/activity-filter.ts";
import { type Awaited, awaitedBy } from "../store/awaited.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { type Missing, recordsNotInErp } from "../store/project-records.ts";
import { type NotInErp, NotInErpList } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";

/** Rows of all the person's projects that are looked at. */
const MOST = 500;

/** Of the person's own projects, what the ERP does not have, and why. */
export function notInErp(parts: ApiParts): Router {
  return Router({ mergeParams: true }).get("/", async (req, res) => {
    const companyId = idOf(req, "companyId");
    const { within } = await parts.seeActivities(parts.userOf(req), companyId);
    const list = await findMissing(parts, { companyId, within });
    res.json(NotInErpList.parse(list));
  });
}

interface Asked {
  companyId: string;
  /** What the person sees. Undefined: all. */
  within: Within | undefined;
  /** Undefined: of all projects. */
  projectId?: string;
  /** Of all that are found. */
  limit?: number;
}

export async function findMissing(
  parts: ApiParts,
  { companyId, within, projectId, limit = MOST }: Asked,
): Promise<NotInErpList> {
  const { connection, rows, awaited } = await inCompany(parts.db, companyId, async (scope) => {
    const found = await findConnection(scope, companyId);
    if (!found) return { connection: found, rows: [], awaited: new Map<string, Awaited>() };
    const { connectionId } = found;
    const of = { companyId, connectionId, kind: commitment.name, within, projectId };
    const missing = await recordsNotInErp(scope, of, MOST);
    const recordIds = missing.map(({ recordId }) => recordId);
    return {
      connection: found,
      rows: missing,
      awaited: await awaitedBy(scope, { companyId, recordIds }),
    };
  });
  const items = rows.map((row) => itemOf(parts, row, awaited.get(row.recordId)));
  return {
    system: connection ? systemOf(connection).name : null,
    items: items.slice(0, limit),
    more: Math.max(0, items.length - limit),
  };
}

function itemOf(parts: ApiParts, row: Missing, awaited: Awaited | undefined): NotInErp {
  const snapshot = commitment.parse(row.snapshot);
  const amount = snapshot.revisedContract ?? snapshot.grandTotal;
  return {
    projectId: row.projectId ?? "",
    projectName: row.projectName,
    commitmentId: row.procoreId,
    number: row.number,
    title: row.title,
    vendor: snapshot.vendorName ?? null,
    amount: new Decimal(amount).toFixed(2),
    currency: row.currency ?? "USD",
    record: row.status,
    ...whyMissing(row, commitment.approval(snapshot), awaited),
    since: row.since.toISOString(),
    url: `${parts.procoreWeb}${commitment.page?.({ ...row, parentDocument: row.document }) ?? ""}`,
  };
}

function whyMissing(
  row: Missing,
  { isApproved, status }: ReturnType<typeof commitment.approval>,
  awaited: Awaited | undefined,
): Pick<NotInErp, "reason" | "whoseMove"> {
  const { failure, attemptingSince } = row;
  if (row.status === "error" && failure) {
    return { reason: failure.title, whoseMove: failure.whoseMove };
  }
  if (attemptingSince) return { reason: "it is being sent", whoseMove: "crosstie" };
  if (!isApproved) return { reason: `it is ${status} in Procore`, whoseMove: "project" };
  const waiting = causeOfWait(row, awaited);
  if (waiting) {
    return { reason: waiting, whoseMove: awaited?.failure?.whoseMove ?? "sender" };
  }
  return row.status === "pending"
    ? { reason: "it is on its way", whoseMove: "crosstie" }
    : { reason: "nobody has sent it", whoseMove: "sender" };
}
