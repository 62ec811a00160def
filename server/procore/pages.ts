import { z } from "zod";
import type { Call } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { parseAnswer } from "./shapes.ts";

/** A larger page might not come within the time-out. */
const PER_PAGE = 200;
const V2_PER_PAGE = 100;

const Rows = z.array(z.unknown());
const Envelope = z.object({ data: Rows });

/** v1 lists: a bare array a page; `Link` names the next page. Without `Link`, it is the last. */
export async function* pages(
  procore: ProcoreClient,
  call: Call,
  firstPage = 1,
): AsyncGenerator<unknown[]> {
  for (let page = firstPage; ; page += 1) {
    const answer = await procore.call({
      ...call,
      query: { ...call.query, page, per_page: PER_PAGE },
    });
    yield parseAnswer(Rows, answer.body);
    if (!hasNext(answer.headers)) return;
  }
}

export async function everyPage(procore: ProcoreClient, call: Call): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of pages(procore, call)) rows.push(...page);
  return rows;
}

/** v2 lists: `{ data: […] }`, 10 a page by default, at most 100. */
export async function everyV2Page(procore: ProcoreClient, call: Call): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await procore.call({
      ...call,
      query: { ...call.query, page, per_page: V2_PER_PAGE },
    });
    rows.push(...parseAnswer(Envelope, answer.body).data);
    if (!hasNext(answer.headers)) return rows;
  }
}

function hasNext(headers: Headers): boolean {
  return /rel="?next"?/.test(headers.get("link") ?? "");
}
