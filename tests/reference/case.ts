import type { Requisition } from "../sandbox/procore/records.ts";
import type { Stage } from "../sandbox/procore/stage.ts";

/**
 * One real call per endpoint: `{name}` in the key's path is filled from `ids`; query and body as a
 * client would send them.
 */
export interface Case {
  key: string;
  ids?(stage: Stage): Record<string, string>;
  query?(stage: Stage): Record<string, string>;
  /** The query's `view`, where the endpoint has several. */
  view?: string;
  body?(stage: Stage): unknown;
  as?: string;
  /** What has to be there before. */
  given?(stage: Stage): Promise<unknown>;
}

export const ADMIN = "admin@ridgeline.example";
export const inProject = ({ hospital }: Stage) => ({ project_id: hospital.id });
export const inCompany = ({ us }: Stage) => ({ company_id: us.id });

export function invoiceOf({ state, hospital }: Stage, status = "draft"): Requisition {
  const found = [...state.requisitions.values()].find(
    (requisition) => requisition.projectId === hospital.id && requisition.status === status,
  );
  if (!found) throw new Error(`the seed has no ${status} invoice`);
  return found;
}
