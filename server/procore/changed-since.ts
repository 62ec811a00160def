import { z } from "zod";
import { type Call, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { pages } from "./pages.ts";
import { id, instant, optionalInstant, parseAnswer } from "./shapes.ts";

export interface ChangedSince {
  companyId: string;
  projectId: string;
  /** Inclusive. */
  since: Date;
  signal?: AbortSignal | undefined;
  /** The `resume` of the last page that an earlier reading got. */
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
/** `raw` is the row as it came: each list shows other fields. */
export type ChangedRow = z.output<typeof RowShape> & { raw: unknown };

/** Clocks differ: a range that ends a day ahead misses nothing written while we read. */
const AHEAD_MS = 24 * 3_600_000;

/** Two instants with three dots between (Procore docs, Filtering on list actions). */
function updatedSince(since: Date): string {
  return `${since.toISOString()}...${new Date(Date.now() + AHEAD_MS).toISOString()}`;
}

export async function* changedPages(
  procore: ProcoreClient,
  where: Omit<ChangedSince, "projectId">,
  call: Pick<Call, "path" | "query">,
  firstPage = 1,
): AsyncGenerator<ChangedRow[]> {
  const query = { ...call.query, "filters[updated_at]": updatedSince(where.since) };
  const asked = { path: call.path, query, ...callerOf(where) };
  for await (const rows of pages(procore, asked, firstPage)) {
    yield rows.map((row) => ({ ...parseAnswer(RowShape, row), raw: row }));
  }
}
