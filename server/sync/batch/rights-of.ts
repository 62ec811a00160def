import { NotAllowedError } from "../../errors.ts";
import type { Batch } from "../../store/batches.ts";
import type { SyncParts } from "../parts.ts";

/** Why the person may not, if so. Asks Procore once for each project, for the few items done at once. */
export function rightsOf(
  { requireRight }: SyncParts,
  { companyId, by }: Batch,
  action: Parameters<SyncParts["requireRight"]>[2],
): (projectId: string | null) => Promise<string | null> {
  const asked = new Map<string | null, Promise<string | null>>();
  return (projectId) => {
    const place = { companyId, ...(projectId !== null && { projectId }) };
    const answer =
      asked.get(projectId) ??
      requireRight(by.userId ?? "", place, action).then(() => null, refusalOf);
    asked.set(projectId, answer);
    return answer;
  };
}

function refusalOf(error: unknown): string {
  if (!(error instanceof NotAllowedError)) throw error;
  return error.message;
}
