import type { Tasks } from "../jobs/tasks.ts";
import type { WaitingDelivery } from "../store/deliveries.ts";

type Change = Tasks["detect-change"];

export interface Work {
  changes: Change[];
  polls: Tasks["poll-changes"][];
}

const KINDS: Record<string, Change["kind"]> = {
  "Company Vendors": "vendor",
  "Work Order Contracts": "commitment",
  "Purchase Order Contracts": "commitment",
  // not offered by Procore's list of resources when this was written; read if it ever comes
  Requisitions: "requisition",
};

/** A changed line is a changed contract. */
const PARENTS: Record<string, string> = {
  "Work Order Contract Line Items": "Work Order Contracts",
  "Purchase Order Contract Line Items": "Purchase Order Contracts",
};

/**
 * What deliveries ask for, each record once. A line item's event names the line; its contract is in
 * v3's `related_resources`, when Procore fills it. In all other cases the project is polled, which
 * finds the contract by its `updated_at`. Other resources ask for nothing.
 */
export function workOf(deliveries: WaitingDelivery[]): Work {
  const changes = new Map<string, Change>();
  const polls = new Map<string, Tasks["poll-changes"]>();
  for (const delivery of deliveries) {
    const change = changeOf(delivery);
    if (change === "poll") {
      polls.set(`${delivery.companyId} ${delivery.projectId}`, pollOf(delivery));
    } else if (change) {
      changes.set(`${change.companyId} ${change.kind} ${change.procoreId}`, change);
    }
  }
  return { changes: [...changes.values()], polls: [...polls.values()] };
}

function pollOf({ companyId, projectId }: WaitingDelivery): Tasks["poll-changes"] {
  return { companyId, ...(projectId && { projectId }) };
}

function changeOf({
  companyId,
  projectId,
  resourceName,
  resourceId,
  related,
}: WaitingDelivery): Change | "poll" | undefined {
  const kind = KINDS[resourceName];
  if (kind) return { companyId, kind, procoreId: resourceId, projectId };
  const parentName = PARENTS[resourceName];
  if (!parentName) return undefined;
  const parent = related.find(({ id, name }) => name === parentName && /^\d+$/.test(id));
  return parent ? { companyId, kind: "commitment", procoreId: parent.id, projectId } : "poll";
}
