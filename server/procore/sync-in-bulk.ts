import { z } from "zod";
import { serviceOf } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { integer } from "./lossless-json.ts";
import type { Origin, OriginsTold } from "./origin.ts";
import { ownWords } from "./refusal.ts";
import { id } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

/** Procore's most per sync call. */
const MOST_UPDATES = 1000;

const SyncAnswer = z.object({
  entities: z.array(z.object({ id })),
  errors: z
    .array(z.object({ id: id.nullish(), origin_id: z.string().nullish(), errors: z.unknown() }))
    .nullish(),
});

/**
 * `PATCH …/sync` answers 200 whatever happens; what was refused is listed in `errors` with the
 * attributes that were sent.
 */
export async function syncInBulk(
  procore: ProcoreClient,
  {
    companyId,
    path,
    place,
    origins,
  }: { companyId: string; path: string; place: Record<string, string>; origins: Origin[] },
): Promise<OriginsTold> {
  const result: OriginsTold = { told: [], refused: [] };
  for (let start = 0; start < origins.length; start += MOST_UPDATES) {
    const part = origins.slice(start, start + MOST_UPDATES);
    const scope = Object.fromEntries(
      Object.entries(place).map(([name, value]) => [name, integer(value)]),
    );
    const updates = part.map((origin) => ({
      id: integer(origin.id),
      origin_id: origin.originId,
      origin_code: origin.originCode,
    }));
    const { body } = await procore.call({
      method: "PATCH",
      path: `${path}/sync`,
      body: { ...scope, updates },
      companyId,
      as: serviceOf(companyId),
    });
    const answer = parseAnswer(SyncAnswer, body);
    result.told.push(...answer.entities.map((entity) => entity.id));
    result.refused.push(...refusedOf(part, answer));
  }
  return result;
}

/** An unknown id comes back as 0, so a refusal is told apart by the origin we sent. */
function refusedOf(origins: Origin[], answer: z.output<typeof SyncAnswer>): OriginsTold["refused"] {
  const told = new Set(answer.entities.map((entity) => entity.id));
  return origins
    .filter((origin) => !told.has(origin.id))
    .map((origin) => {
      const error = answer.errors?.find(
        (candidate) => candidate.id === origin.id || candidate.origin_id === origin.originId,
      );
      return {
        id: origin.id,
        reason:
          ownWords({ errors: error?.errors }) ??
          "Procore did not take the external id and gave no reason.",
        isFinal: true,
      };
    });
}
