import { invalidParameter } from "../refusal.ts";

export interface Page {
  limit: number;
  offset: number;
}

const MOST = 1000;

/** Source: NetSuite help, "Collection Paging": at most 1000 a page, offset divisible by limit. */
export function readPage(query: URLSearchParams): Page {
  const limit = whole(query, "limit") ?? MOST;
  const offset = whole(query, "offset") ?? 0;
  if (limit < 1 || limit > MOST) {
    throw invalidParameter(
      `Provided limit ${limit} is not valid. The limit must be a number between 1 and ${MOST}.`,
      "limit",
    );
  }
  if (offset % limit !== 0) {
    throw invalidParameter(
      `Provided offset ${offset} is not divisible by limit ${limit}.`,
      "offset",
    );
  }
  if (offset / limit >= MOST) {
    throw invalidParameter(
      `Provided offset ${offset} is beyond the ${MOST} pages that can be read.`,
      "offset",
    );
  }
  return { limit, offset };
}

function whole(query: URLSearchParams, name: string): number | undefined {
  const written = query.get(name);
  if (written === null) return undefined;
  if (!/^\d{1,9}$/.test(written)) {
    throw invalidParameter(`Invalid value for query parameter ${name}: ${written}.`, name);
  }
  return Number(written);
}

/** One page of rows in NetSuite's envelope. */
export function pageOf<Row>(
  rows: Row[],
  { limit, offset }: Page,
  url: URL,
): Record<string, unknown> {
  const items = rows.slice(offset, offset + limit);
  const hasMore = offset + items.length < rows.length;
  const link = (rel: string, at: number) => {
    const href = new URL(url);
    href.searchParams.set("limit", String(limit));
    href.searchParams.set("offset", String(at));
    return { rel, href: href.href };
  };
  const last = Math.max(0, Math.ceil(rows.length / limit) - 1) * limit;
  const links = [
    ...(hasMore ? [link("next", offset + limit), link("last", last)] : []),
    ...(offset > 0 ? [link("first", 0), link("prev", Math.max(0, offset - limit))] : []),
    link("self", offset),
  ];
  return { links, count: items.length, hasMore, items, offset, totalResults: rows.length };
}
