import type { Query, SuiteQl } from "./suiteql.ts";

/**
 * The rows of all ids, each id's from one page: if someone edits meanwhile, a second page could skip
 * rows, so fewer ids are asked for instead.
 */
export async function ofOneMoment<Row>(
  suiteql: SuiteQl,
  ids: string[],
  query: (ids: string[]) => Query<Row>,
): Promise<Row[]> {
  if (ids.length === 0) return [];
  const { rows, hasMore } = await suiteql.page(query(ids));
  if (!hasMore) return rows;
  if (ids.length === 1) return suiteql.all(query(ids));
  const half = Math.ceil(ids.length / 2);
  return [
    ...(await ofOneMoment(suiteql, ids.slice(0, half), query)),
    ...(await ofOneMoment(suiteql, ids.slice(half), query)),
  ];
}
