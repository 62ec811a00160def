import { z } from "zod";
import { serviceOf } from "./actor.ts";
import type { ProcoreClient, Query } from "./client.ts";
import { everyPage } from "./pages.ts";
import { id, text } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

const OriginShape = z.object({ id, origin_id: text, origin_code: text });

/** Keeps the query string of one call short of what proxies cut off. */
const IDS_PER_CALL = 100;

/** What the records of one kind carry now; one that Procore does not show is absent. */
export async function readOrigins(
  procore: ProcoreClient,
  { companyId, path, place, ids }: { companyId: string; path: string; place: Query; ids: string[] },
): Promise<Map<string, { originId: string | undefined; originCode: string | undefined }>> {
  const found = new Map<string, { originId: string | undefined; originCode: string | undefined }>();
  for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
    const query = {
      ...place,
      view: "extended",
      "filters[id]": ids.slice(start, start + IDS_PER_CALL),
    };
    for (const row of await everyPage(procore, {
      path,
      query,
      companyId,
      as: serviceOf(companyId),
    })) {
      const origin = parseAnswer(OriginShape, row);
      found.set(origin.id, { originId: origin.origin_id, originCode: origin.origin_code });
    }
  }
  return found;
}
