import { z } from "zod";
import { exactNumber } from "../wire/json.ts";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { ownWords } from "./refusal.ts";
import { id, parseAnswer } from "./shapes.ts";

/** Names the counterpart of a Procore record. `originId` turns Procore's banner green. */
export interface Origin {
  id: string;
  /** Our own id of the record. An `origin_id` that begins with it is ours; others are foreign. */
  reference: string;
  originId: string;
  /** Shown to people as External ID. */
  originCode?: string;
}

export interface OriginsTold {
  /** Have our origin now, written just now or before. */
  told: string[];
  /** Not written: another integration's, gone, or refused by Procore. */
  refused: (Refused & { id: string })[];
}

export interface Refused {
  reason: string;
  isFinal: boolean;
  /** Procore does not show the record: it was deleted, or is hidden from the app. */
  isGone?: true;
}

export interface RecordList extends Caller {
  companyId: string;
  path: string;
  place: Record<string, string>;
}

/** Procore's limit per sync call. */
const MOST_UPDATES = 1000;

const SyncAnswer = z.object({
  entities: z.array(z.object({ id })),
  errors: z
    .array(z.object({ id: id.nullish(), origin_id: z.string().nullish(), errors: z.unknown() }))
    .nullish(),
});

/** `PATCH …/sync` always answers 200; `errors` lists what was refused, with what was sent. */
export async function syncInBulk(
  procore: ProcoreClient,
  list: RecordList,
  origins: Origin[],
): Promise<OriginsTold> {
  const result: OriginsTold = { told: [], refused: [] };
  for (let start = 0; start < origins.length; start += MOST_UPDATES) {
    const part = origins.slice(start, start + MOST_UPDATES);
    const scope = Object.fromEntries(
      Object.entries(list.place).map(([name, value]) => [name, exactNumber(value)]),
    );
    const updates = part.map((origin) => ({
      id: exactNumber(origin.id),
      origin_id: origin.originId,
      origin_code: origin.originCode,
    }));
    const { body } = await procore.call({
      method: "PATCH",
      path: `${list.path}/sync`,
      body: { ...scope, updates },
      ...callerOf(list),
    });
    const answer = parseAnswer(SyncAnswer, body);
    result.told.push(...answer.entities.map((entity) => entity.id));
    result.refused.push(...refusedOf(part, answer));
  }
  return result;
}

/** Procore reports an unknown id as 0: the origin that we sent identifies the refusal. */
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
