import {
  Comparison,
  type GridRecord,
  RecordDetails,
  RecordGrid,
  Synchronized,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";
import { detailsOf, someConnections, someTypes } from "./some-records.ts";

interface Kept {
  /** Newest first. */
  records: GridRecord[];
  comparison: Comparison;
  compared: RecordGrid["compared"];
  pageSize: number;
}

const STATUSES = [
  "desynchronized",
  "error",
  "not_integrated",
  "pending",
  "success",
  "not_applicable",
] as const;

export function answerRecords(
  played: Kept,
  call: string,
  { query, body }: { query: URLSearchParams; body: unknown },
): Answer {
  const { records } = played;
  if (call === "POST /records/synchronize") return ask(played, body);
  if (/^POST \/records\/\w+\/resolve$/.test(call)) return { status: 202, body: {} };
  if (call.endsWith("/comparison")) {
    return { status: 200, body: Comparison.parse(played.comparison) };
  }
  const id = /^GET \/records\/(\w+)$/.exec(call)?.[1];
  if (id) {
    const found = records.find((one) => one.id === id);
    return found
      ? { status: 200, body: RecordDetails.parse(detailsOf(found)) }
      : refusal(404, "not_found", "This company has no such record.");
  }
  return { status: 200, body: grid(played, Object.fromEntries(query)) };
}

function grid({ records, compared, pageSize }: Kept, asked: Record<string, string>): RecordGrid {
  const { key, name, type, group, status, cursor = "999", ids } = asked;
  const fits = records.filter(
    (one) =>
      (!key || one.procoreId.startsWith(key)) &&
      (!name || one.name.toLowerCase().includes(name.toLowerCase())) &&
      (!type || one.kind === type) &&
      (!group || one.isMasterData === (group === "master")) &&
      (!ids || ids.split(",").includes(one.id)),
  );
  const rows = fits.filter(
    (one) => (!status || one.status === status) && Number(one.id) < Number(cursor),
  );
  const items = rows.slice(0, pageSize);
  return RecordGrid.parse({
    items,
    nextCursor: rows.length > pageSize ? items.at(-1)?.id : null,
    counts: {
      all: fits.length,
      ...Object.fromEntries(
        STATUSES.map((each) => [each, fits.filter((one) => one.status === each).length]),
      ),
    },
    compared: status === "desynchronized" ? compared : null,
    types: someTypes,
    connections: someConnections,
  });
}

/** Whatever is asked for is under way, until a test says how it ended. */
function ask(played: Kept, body: unknown): Answer {
  const { recordIds } = body as { recordIds: string[] };
  played.records = played.records.map((one) =>
    recordIds.includes(one.id)
      ? {
          ...one,
          status: "pending",
          isUnderWay: true,
          asks: null,
          whyNot: "It is being sent already.",
        }
      : one,
  );
  return { status: 202, body: Synchronized.parse({ asked: recordIds, refused: [] }) };
}
