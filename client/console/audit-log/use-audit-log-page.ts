import { useState } from "react";
import type { AuditAction } from "../../../server/api/contract.ts";
import { type AuditFilter, fetchExport, useAuditLog } from "../../api/audit-log.ts";
import { useQuery } from "../address.ts";
import { readFilters, shapes } from "../read-filters.ts";
import { saveFile } from "../save-file.ts";
import { useAct } from "../use-act.ts";
import { actionWords, actorWords } from "./words.ts";

/** Which entries; days as "2026-03-14". Null: any. */
export interface AuditAddress {
  by: string | null;
  action: AuditAction | null;
  from: string | null;
  to: string | null;
}

/** What the page shows, by its address, and the files that a person may save of it. */
export function useAuditLogPage(companyId: string) {
  const { filters, unread } = readFilters(useQuery(), SHAPES);
  const audit = { ...NONE, ...filters } as AuditAddress;
  const filter = filterOf(audit);
  const log = useAuditLog(companyId, filter);
  const [format, setFormat] = useState<"csv" | "jsonl" | null>(null);
  const exporting = useAct(async (wanted: "csv" | "jsonl") => {
    setFormat(wanted);
    saveFile(await fetchExport(companyId, filter, wanted));
  });
  return {
    audit,
    unread,
    log,
    isFiltered: Object.values(audit).some((one) => one !== null),
    exporting: {
      format: exporting.isRunning ? format : null,
      problem: exporting.problem,
      start: (wanted: "csv" | "jsonl") => void exporting.run(wanted),
    },
  };
}

const NONE: AuditAddress = { by: null, action: null, from: null, to: null };

const SHAPES = {
  by: shapes.idOr("person", Object.keys(actorWords)),
  action: shapes.one("act", Object.keys(actionWords)),
  from: shapes.day,
  to: shapes.day,
};

/** Both days are the reader's own, and whole. */
function filterOf({ by, action, from, to }: AuditAddress): AuditFilter {
  return { by, action, since: from && midnight(from, 0), until: to && midnight(to, 1) };
}

function midnight(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}
