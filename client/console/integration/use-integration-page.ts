import { useMemo, useRef } from "react";
import type { Installation, RecordStatus } from "../../../server/api/contract.ts";
import { type RecordFilter, useRecords } from "../../api/records.ts";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { go, useQuery } from "../address.ts";
import { readFilters, shapes } from "../read-filters.ts";
import { useBatch } from "./use-batch.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { useSelection } from "./use-selection.ts";

/** As the address has them; days as "2026-03-14". Null: any. */
export type RecordAddress = Omit<RecordFilter, "since" | "until"> & {
  from: string | null;
  to: string | null;
};

export const statuses: RecordStatus[] = [
  "desynchronized",
  "error",
  "not_integrated",
  "pending",
  "success",
  "not_applicable",
];

const SHAPES = {
  key: shapes.text("key"),
  name: shapes.text("name"),
  type: shapes.type,
  group: shapes.one("kind of data", ["finance", "master"]),
  status: shapes.one("status", statuses),
  version: shapes.one("version", ["newest", "older", "none"]),
  project: shapes.project,
  connection: shapes.connection,
  from: shapes.day,
  to: shapes.day,
} satisfies Record<keyof RecordAddress, unknown>;

export const filterNames = Object.keys(SHAPES) as (keyof RecordAddress)[];

/** What the page shows, by its address, and what a person may do on it. */
export function useIntegrationPage({ company }: Installation) {
  const query = useQuery();
  const companyId = company.id;
  const { filters, unread } = readFilters(query, SHAPES);
  const filter = { ...NONE, ...filters };
  const region = useRef<HTMLElement>(null);
  const records = useRecords(companyId, asked(filter));
  const held = useHeldRows(records.items, { region, key: JSON.stringify(filter) });
  const selection = useSelection(held.rows);
  const batch = useBatch(companyId, {
    onAsked: selection.clear,
    onEnded: () => {
      held.release();
      void records.refresh();
    },
  });
  const open = { record: query.get("record"), message: query.get("message") };
  const compared = query.get("compare");
  useRowFocus(region, open.record ?? open.message ?? compared);
  const connections = useMemo(
    () => new Map(records.first?.connections.map(({ id, name }) => [id, name])),
    [records.first],
  );
  return {
    companyId,
    filter,
    unread,
    isFiltered: filterNames.some((name) => filter[name] !== null),
    records,
    rows: held.rows,
    connections,
    region,
    selection,
    batch,
    open,
    compared,
    refresh: () => {
      held.release();
      void records.refresh();
    },
    close: () => go({ record: null, message: null, compare: null }, true),
  };
}

const NONE = Object.fromEntries(
  filterNames.map((name) => [name, null]),
) as unknown as RecordAddress;

/** Both days are the reader's own, and whole. */
function asked({ from, to, ...same }: RecordAddress): RecordFilter {
  return { ...same, since: from && midnight(from, 0), until: to && midnight(to, 1) };
}

function midnight(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

/** Where reading goes on when a dialog has closed: at its row, or else at the list. */
function useRowFocus(region: React.RefObject<HTMLElement | null>, openId: string | null) {
  const lastId = useRef(openId);
  if (openId) lastId.current = openId;
  useKeptFocus(
    () =>
      region.current?.querySelector<HTMLElement>(
        `[data-record="${CSS.escape(lastId.current ?? "")}"] a`,
      ) ?? region.current,
  );
}
