import type { ActivityHistory } from "../../../server/api/contract.ts";
import { capitalize, formatMoney, plural } from "../../format.ts";
import { actionWords } from "../audit-log/words.ts";
import { actionWord } from "./cells.tsx";

type Entry = ActivityHistory["entries"][number];

interface HistoryEvent {
  key: string;
  at: string;
  what: string;
  /** Where it says more: before and after. */
  entry: Entry | null;
}

/** Changes, payments and what people did, in one line of time. */
export function eventsOf({ changes, payments, entries }: ActivityHistory): HistoryEvent[] {
  const events: HistoryEvent[] = [
    ...changes.map((activity) => {
      const { id, action, changedBy, detectedAt } = activity;
      const fields = activity.changes.map(({ word }) => capitalize(word)).slice(0, 4);
      const rest = activity.changes.length - fields.length;
      const named = [...fields, ...(rest > 0 ? [plural(rest, "more field")] : [])].join(", ");
      const by = changedBy ? ` by ${changedBy}` : "";
      return {
        key: `change ${id}`,
        at: detectedAt,
        what: `${actionWord(action)}${by}${named && `: ${named}`}`,
        entry: null,
      };
    }),
    ...payments.map(({ id, date, amount, currency, number, state, voidedAt }) => ({
      key: `payment ${id}`,
      at: voidedAt ?? `${date}T12:00:00.000Z`,
      what: `Payment ${number ? `${number} ` : ""}of ${formatMoney(amount, currency)}, ${
        voidedAt ? "void" : state.replaceAll("_", " ")
      }`,
      entry: null,
    })),
    ...entries.map((entry) => ({
      key: `entry ${entry.sequence}`,
      at: entry.at,
      what: `${actionWords[entry.action]} · ${entry.name}`,
      entry,
    })),
  ];
  return events.toSorted((one, other) => other.at.localeCompare(one.at));
}
