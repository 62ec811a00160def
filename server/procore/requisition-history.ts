import { z } from "zod";
import { RemoteError } from "../errors.ts";
import { callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import type { Requisition, RequisitionPlace } from "./requisitions.ts";
import { optionalId, optionalInstant, parseAnswer, text } from "./shapes.ts";

/** Procore promises none of these. */
const Rows = z.array(
  z.object({ action_by: text, action_by_id: optionalId, created_at: optionalInstant }),
);

/** The history may bear a time so much later than the invoice itself. */
const NOTED_WITHIN_MS = 15_000;

interface Change {
  by: string | undefined;
  name: string | undefined;
  at: number;
}

/** Who was the last to change it since `known` was read. Undefined: nobody can tell. */
export async function whoChangedRequisition(
  procore: ProcoreClient,
  place: RequisitionPlace,
  { known, seen }: Record<"known" | "seen", Pick<Requisition, "updatedAt">>,
): Promise<string | undefined> {
  const call = {
    path: `/rest/v1.0/requisitions/${place.id}/change_histories`,
    query: { project_id: place.projectId },
    ...callerOf(place),
  };
  try {
    const rows = parseAnswer(Rows, (await procore.call(call)).body);
    const changes = rows.flatMap(({ action_by: name, action_by_id: id, created_at: at }) =>
      at ? [{ by: id ?? name, name, at: at.getTime() }] : [],
    );
    return lastToChange(changes, known.updatedAt.getTime(), seen.updatedAt.getTime());
  } catch (error) {
    // A name is not worth an invoice that goes unseen: without its history it goes without one.
    if (error instanceof RemoteError && !place.signal?.aborted) return undefined;
    throw error;
  }
}

function lastToChange(changes: Change[], since: number, until: number): string | undefined {
  // Times may be whole seconds: where nothing is later, what was seen may be at the same one.
  const isNew = ({ at }: Change) => (until > since ? at > since : at >= since);
  const fresh = changes.filter(isNew);
  const last = Math.max(...fresh.filter(({ at }) => at <= until).map(({ at }) => at));
  // Made after the invoice was read, or only noted later: both are possible.
  const isNear = ({ at }: Change) => at === last || (at > until && at <= until + NOTED_WITHIN_MS);
  const [one, ...others] = fresh.filter(isNear);
  return others.every(({ by }) => by === one?.by) ? one?.name : undefined;
}
