import { ok, type Call, type Reply } from "./call.ts";
import { malformed } from "./refusal.ts";

/** v1: a bare array, cut by `page` and `per_page`, told about in `Total`, `Per-Page` and `Link`. */
export function page<Row>(call: Call, rows: Row[], shape: (row: Row) => unknown): Reply {
  const { cut, headers } = cutPage(call, rows, { perPage: 100, most: 2_000 });
  return { ...ok(cut.map(shape)), headers };
}

/** v2: `{data: […]}`, ten at a time unless asked, never more than a hundred. */
export function pageV2<Row>(call: Call, rows: Row[], shape: (row: Row) => unknown): Reply {
  const { cut, headers } = cutPage(call, rows, { perPage: 10, most: 100 });
  return { ...ok({ data: cut.map(shape) }), headers };
}

function cutPage<Row>(
  call: Call,
  rows: Row[],
  sizes: { perPage: number; most: number },
): { cut: Row[]; headers: Record<string, string> } {
  const number = whole(call, "page", 1);
  const perPage = Math.min(whole(call, "per_page", sizes.perPage), sizes.most);
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (rel: string, to: number) => {
    const url = new URL(call.url);
    url.searchParams.set("page", `${to}`);
    url.searchParams.set("per_page", `${perPage}`);
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link("first", 1), link("prev", Math.min(number - 1, last))] : []),
    ...(number < last ? [link("next", number + 1), link("last", last)] : []),
  ];
  const headers: Record<string, string> = { total: `${rows.length}`, "per-page": `${perPage}` };
  if (links.length > 0) headers.link = links.join(", ");
  return { cut: rows.slice((number - 1) * perPage, number * perPage), headers };
}

function whole(call: Call, name: string, otherwise: number): number {
  const text = call.url.searchParams.get(name);
  if (text === null) return otherwise;
  const value = Number.parseInt(text, 10);
  if (!(value > 0)) throw malformed(name, "must be a positive integer");
  return value;
}
