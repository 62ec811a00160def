import type { Place } from "../kinds/kind.ts";
import { findResource } from "../kinds/resources.ts";
import type { Delivery } from "../store/deliveries.ts";

export interface Work {
  changes: Place[];
  /** Projects or companies whose lists tell what the delivery does not. */
  polls: { companyId: string; projectId?: string }[];
}

/** Only v3's `related_resources` names a line item's contract; else a poll finds the contract. */
export function workOf(deliveries: Delivery[]): Work {
  const changes = new Map<string, Place>();
  const polls = new Map<string, Work["polls"][number]>();
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

function pollOf({ companyId, projectId }: Delivery): Work["polls"][number] {
  return { companyId, ...(projectId && { projectId }) };
}

function changeOf(delivery: Delivery): Place | "poll" | undefined {
  const { companyId, projectId, resourceName, resourceId, related } = delivery;
  const found = findResource(resourceName);
  if (!found) return undefined;
  const kind = found.kind.name;
  const whole = found.resource.isPartOf;
  if (!whole) return { companyId, kind, procoreId: resourceId, projectId };
  const parent = related.find(({ id, name }) => name === whole && /^\d{1,19}$/.test(id));
  return parent ? { companyId, kind, procoreId: parent.id, projectId } : "poll";
}
