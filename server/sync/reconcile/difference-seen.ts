import { hash } from "node:crypto";
import { systemOf } from "../../connectors/index.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";
import { type Difference, differenceOf, nameOf } from "../push/counterpart-differs.ts";
import { wordOf } from "../push/decide.ts";
import { besideFigures } from "../push/foreign-bills.ts";
import type { Seen } from "./look-at-counterparts.ts";

export interface SeenDifference {
  difference: Difference | undefined;
  /** The same while both sides are as they were. Null: the ERP shows nothing of it. */
  mark: string | null;
  /** To be kept of what the ERP said. */
  said: Pick<SyncRecord, "erpState" | "erpCurrency" | "erpVendor" | "sentVendor">;
}

/** What was seen in the ERP, held against what was sent. */
export function differenceSeen(
  connection: Pick<Connection, "system">,
  now: SyncRecord,
  { record, standing, state, vendor, foreign }: Seen,
): SeenDifference {
  const kind = kindOf(now);
  const erpCurrency = standing?.currency ?? now.erpCurrency;
  const erpVendor = standing?.vendorId ?? now.erpVendor;
  const sentVendor = vendor === "merged" ? erpVendor : now.sentVendor;
  const { name: system } = systemOf(connection);
  const named = { number: standing?.number ?? now.erpNumber, word: wordOf(now, connection.system) };
  const { isClosed = false } = kind.approval(kind.parse(now.snapshot));
  const inFigures = differenceOf({
    ...named,
    system,
    wanted: now.sentTotal,
    total: standing?.total,
    // The contract may have got another one since.
    wantedCurrency: record.contractCurrency ?? now.sentCurrency,
    currency: erpCurrency ?? undefined,
    vendor: vendor === "merged" ? undefined : vendor,
    state,
    isClosed,
    remark: now.remark ?? standing?.remark,
  });
  const remarked = now.remark === null ? undefined : { about: "lines" as const, says: now.remark };
  const around = { name: nameOf(named), system, isClosed, bills: foreign };
  const beside = remarked ?? (standing && besideFigures(standing, around));
  return {
    difference: inFigures ?? beside,
    mark: standing ? markOf(now, { standing, foreign, isClosed }) : null,
    said: {
      erpState: state === "out of sight" ? now.erpState : state,
      erpCurrency,
      erpVendor,
      sentVendor,
    },
  };
}

const ENDED = ["closed", "rejected"];

/** Of values, and of no sentence: another wording is no other difference. */
function markOf(
  { sentTotal, sentCurrency, sentVendor, erpLines, pushedAt }: SyncRecord,
  {
    standing: { state, total, currency, vendorId, lines, closedLine },
    foreign = [],
    isClosed,
  }: Pick<Required<Seen>, "standing"> & Pick<Seen, "foreign"> & { isClosed: boolean },
): string {
  const theirs = [
    ENDED.includes(state) ? state : "open",
    total,
    currency,
    vendorId,
    lines.map(({ line, amount, bills }) => [line, amount, bills]).toSorted(byFirst),
    closedLine,
    foreign.map(({ id, amount }) => [id, amount]).toSorted(byFirst),
  ];
  const ours = [sentTotal, sentCurrency, sentVendor, Object.entries(erpLines).toSorted(byFirst)];
  const all = [theirs, ours, isClosed, pushedAt?.toISOString()];
  return hash("sha256", JSON.stringify(all), "base64url");
}

const byFirst = ([one = ""]: (string | undefined)[], [other = ""]: (string | undefined)[]) =>
  one.localeCompare(other, "en");
