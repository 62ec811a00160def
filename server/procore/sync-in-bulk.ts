import { z } from "zod";
import { exactNumber } from "../wire/json.ts";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { ownWords } from "./refusal.ts";
import { id, parseAnswer } from "./shapes.ts";

/**
 * The ERP counterpart to write on a Procore record. Setting `originId` turns Procore's banner
 * green.
 */
export interface Origin {
  /** The Procore record. */
  id: string;
  /**
   * Our own id of it: an origin that begins so is ours, written now or for an earlier counterpart;
   * any other is foreign.
   */
  reference: string;
  originId: string;
  /** Shown to people as External ID. */
  originCode?: string;
}

export interface OriginsTold {
  /** Now carry our origin, whether written just now or before. */
  told: string[];
  /** Left alone: another integration's, gone, or refused by Procore in these words. */
  refused: (Refused & { id: string })[];
}

export interface Refused {
  reason: string;
  /** It will not be different another time. */
  isFinal: boolean;
  /** Procore does not show the record: it was deleted, or is out of the app's reach. */
  isGone?: true;
}

/** Where the records of one kind are listed, and by whom. */
export interface RecordList extends Caller {
  companyId: string;
  path: string;
  place: Record<string, string>;
}

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
