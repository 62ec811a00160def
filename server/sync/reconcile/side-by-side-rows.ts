import { Decimal } from "decimal.js";
import type { Document } from "../../connectors/documents.ts";
import { kindOf } from "../../kinds/index.ts";
import type { SyncRecord } from "../../store/records.ts";
import { totalOf } from "../push/counterpart-differs.ts";
import type { Seen } from "./look-at-counterparts.ts";

/** Null: that side has none of it, or does not say. Money: decimal strings. */
export interface BothRow {
  label: string;
  procore: string | null;
  erp: string | null;
  isMoney: boolean;
  isDifferent: boolean;
}

interface Both {
  record: SyncRecord;
  /** Undefined: Procore's state makes none now. */
  document: Document | undefined;
  seen: Seen;
}

const MOST_LINES = 200;

export function rowsOf(both: Both): BothRow[] {
  const { document, record, seen } = both;
  const { standing, vendor } = seen;
  const wanted = document ? totalOf(document) : record.sentTotal;
  const currency =
    (document && "currency" in document && document.currency) ||
    seen.record.contractCurrency ||
    record.sentCurrency;
  const other = vendor === "merged" ? undefined : vendor;
  const known = seen.record.vendorNow?.name ?? null;
  const heads = [
    row("In the books", STANDS, seen.state === "gone" ? "deleted" : STANDS),
    row("Vendor", other?.sent ?? known, standing ? (other?.there ?? known) : null),
    stateRow(both),
    row("Currency", currency || null, standing?.currency ?? null),
    money("Total", wanted, standing?.total ?? null),
  ];
  const bills = (seen.foreign ?? []).map(({ number, id, amount }) =>
    money(`Bill ${number ?? id}, which Crosstie did not write`, null, amount),
  );
  return [...heads.filter(isShown), ...bills, ...linesOf(both)];
}

const STANDS = "yes";

/** What is the same because neither side says it is no row, nor is it one that both are there. */
const isShown = ({ procore, erp }: BothRow) =>
  (procore !== null || erp !== null) && !(procore === STANDS && erp === STANDS);

const row = (label: string, procore: string | null, erp: string | null): BothRow => ({
  label,
  procore,
  erp,
  isMoney: false,
  isDifferent: procore !== null && erp !== null && procore !== erp,
});

const money = (label: string, procore: string | null, erp: string | null): BothRow => ({
  label,
  procore,
  erp,
  isMoney: true,
  isDifferent: !new Decimal(procore ?? 0).equals(erp ?? 0),
});

function stateRow({ record, seen: { standing, state } }: Both): BothRow {
  const kind = kindOf(record);
  const { isClosed = false, isApproved } = kind.approval(kind.parse(record.snapshot));
  const inProcore = isClosed ? "closed" : isApproved ? "open" : "not approved";
  const inErp = standing ? state.replace("_", " ") : null;
  const isDifferent = inErp !== null && inErp !== inProcore && !(isClosed && inErp === "open");
  return { ...row("State", inProcore, inErp), isDifferent };
}

/** Ours in Procore's order, then those that only the ERP has. */
function linesOf({ record, document, seen: { standing } }: Both): BothRow[] {
  if (!document || !("lines" in document) || !standing) return [];
  const there = new Map(standing.lines.map((line) => [line.line, line]));
  const ours = document.lines.map((line, index): BothRow => {
    const number = record.erpLines[line.id];
    const seen = number === undefined ? undefined : there.get(number);
    if (number !== undefined) there.delete(number);
    const amount = "net" in line ? line.net : line.amount;
    return money(nameOf(line.description, index + 1), amount, seen?.amount ?? null);
  });
  const theirs = [...there.values()]
    .filter(({ amount }) => !new Decimal(amount).isZero())
    .map(({ line, description, amount }) => money(nameOf(description, line), null, amount));
  return [...ours, ...theirs].slice(0, MOST_LINES);
}

const nameOf = (description: string, number: number | string) =>
  description ? `Line ${number} · ${description}` : `Line ${number}`;
