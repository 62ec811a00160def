import { z } from "zod";
import { serviceOf } from "./actor.ts";
import type { Call, ProcoreClient } from "./client.ts";
import { pages } from "./pages.ts";
import { id, instant, optionalInstant } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

export interface ChangedSince {
  companyId: string;
  projectId: string;
  /** Inclusive. */
  since: Date;
  signal?: AbortSignal | undefined;
  /** Where an earlier reading of the same list stopped: its last page's `resume`. */
  resume?: string | undefined;
}

export interface ChangedPage<Row> {
  rows: Row[];
  resume: string;
}

const RowShape = z.object({
  id,
  updated_at: instant,
  deleted_at: optionalInstant,
});
/** `raw` is the row as it came: what a list shows beyond this depends on the list. */
export type ChangedRow = z.output<typeof RowShape> & { raw: unknown };

/**
 * Clocks differ: a range that ends a day ahead leaves out nothing that was written while we read.
 */
const AHEAD_MS = 24 * 3_600_000;

/**
 * `filters[updated_at]` takes two instants with three dots between (Procore docs, Filtering on list
 * actions).
 */
export function updatedSince(since: Date): string {
  return `${since.toISOString()}...${new Date(Date.now() + AHEAD_MS).toISOString()}`;
}

export async function* changedPages(
  procore: ProcoreClient,
  where: { companyId: string; since: Date; signal?: AbortSignal | undefined },
  call: Pick<Call, "path" | "query">,
  firstPage = 1,
): AsyncGenerator<ChangedRow[]> {
  const query = { ...call.query, "filters[updated_at]": updatedSince(where.since) };
  const { companyId, signal } = where;
  const as = serviceOf(companyId);
  const asked = { path: call.path, query, companyId, as, signal };
  for await (const rows of pages(procore, asked, firstPage)) {
    yield rows.map((row) => ({ ...parseAnswer(RowShape, row), raw: row }));
  }
}
