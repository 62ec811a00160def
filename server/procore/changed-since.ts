import { z } from "zod";
import { type Call, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { pages } from "./pages.ts";
import { id, instant, optionalId, optionalInstant, parseAnswer, text } from "./shapes.ts";

export interface ChangedSince {
  companyId: string;
  projectId: string;
  /** Inclusive. */
  since: Date;
  signal?: AbortSignal;
}

const RowShape = z.object({
  id,
  updated_at: instant,
  deleted_at: optionalInstant,
  status: text,
  commitment_id: optionalId,
});
export type ChangedRow = z.output<typeof RowShape>;

/**
 * Clocks differ: a range that ends a day ahead leaves out nothing that was written while we read.
 */
const AHEAD_MS = 24 * 3_600_000;

/**
 * `filters[updated_at]` takes two instants with three dots between (Procore docs, Filtering on list
 * actions).
 */
function updatedSince(since: Date): string {
  return `${since.toISOString()}...${new Date(Date.now() + AHEAD_MS).toISOString()}`;
}

export async function* changedPages(
  procore: ProcoreClient,
  where: Omit<ChangedSince, "projectId">,
  call: Pick<Call, "path" | "query">,
): AsyncGenerator<ChangedRow[]> {
  const query = { ...call.query, "filters[updated_at]": updatedSince(where.since) };
  for await (const rows of pages(procore, { path: call.path, query, ...callerOf(where) })) {
    yield rows.map((row) => parseAnswer(RowShape, row));
  }
}
