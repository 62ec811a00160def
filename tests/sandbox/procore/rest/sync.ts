import { isFields, ok, type Call, type Endpoint, type Fields } from "./call.ts";
import { malformed, Refusal } from "./refusal.ts";
import { readId, wireId } from "./wire.ts";

const MOST = 1_000;

interface Synced {
  id: string;
  originId: string | null;
}

export interface SyncTarget<Row extends Synced> {
  rows(): Row[];
  create(fields: Fields): Row;
  update(id: string, fields: Fields): Row;
  shape(row: Row): unknown;
}

/**
 * `PATCH …/sync`: always 200, each update succeeds or fails by itself. An `id` must exist; an
 * `origin_id` alone finds its
 * record or makes one; both together find by `id`, which is the only way to change an `origin_id`.
 */
export function syncEndpoint<Row extends Synced>(
  path: string,
  open: (call: Call) => SyncTarget<Row>,
): Endpoint {
  return {
    method: "PATCH",
    path,
    answer: (call) => {
      const target = open(call);
      const { updates } = call.body;
      if (!Array.isArray(updates)) {
        throw malformed("updates", "param is missing or the value is empty");
      }
      if (updates.length > MOST) throw malformed("updates", `has more than ${MOST} items`);
      const entities: unknown[] = [];
      const errors: unknown[] = [];
      for (const update of updates) {
        const sent = isFields(update) ? update : {};
        try {
          entities.push(target.shape(apply(target, sent)));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          errors.push({
            ...sent,
            ...("id" in sent && { id: error.status === 404 ? 0 : wireId(readId(sent.id)) }),
            errors: error.errors,
          });
        }
      }
      return ok({ entities, errors });
    },
  };
}

function apply<Row extends Synced>(target: SyncTarget<Row>, sent: Fields): Row {
  const { id, ...fields } = sent;
  if (id !== undefined && id !== null) {
    const found = target.rows().find((row) => row.id === readId(id));
    if (!found) throw new Refusal(404, { id: ["Entity with this ID not found"] });
    return target.update(found.id, fields);
  }
  const known =
    typeof fields.origin_id === "string"
      ? target.rows().find(({ originId }) => originId === fields.origin_id)
      : undefined;
  return known ? target.update(known.id, fields) : target.create(fields);
}
