import { useState } from "react";
import type { AuditAction } from "../../../server/api/contract.ts";
import { type AuditFilter, fetchExport, useAuditLog } from "../../api/audit-log.ts";
import { useQuery } from "../address.ts";
import { saveFile } from "../save-file.ts";
import { useAct } from "../use-act.ts";

/** Which entries; days as "2026-03-14". Null: any. */
export interface AuditAddress {
  by: string | null;
  action: AuditAction | null;
  from: string | null;
  to: string | null;
}

/** What the page shows, by its address, and the files that a person may save of it. */
export function useAuditLogPage(companyId: string) {
  const audit = readAddress(useQuery());
  const filter = filterOf(audit);
  const log = useAuditLog(companyId, filter);
  const [format, setFormat] = useState<"csv" | "jsonl" | null>(null);
  const exporting = useAct(async (wanted: "csv" | "jsonl") => {
    setFormat(wanted);
    saveFile(await fetchExport(companyId, filter, wanted));
  });
  return {
    audit,
    log,
    isFiltered: Object.values(audit).some((one) => one !== null),
    exporting: {
      format: exporting.isRunning ? format : null,
      problem: exporting.problem,
      start: (wanted: "csv" | "jsonl") => void exporting.run(wanted),
    },
  };
}

function readAddress(query: URLSearchParams): AuditAddress {
  return {
    by: query.get("by"),
    // one that nobody knows is refused by the server
    action: query.get("action") as AuditAction | null,
    from: dayOf(query.get("from")),
    to: dayOf(query.get("to")),
  };
}

function dayOf(given: string | null): string | null {
  const isDay = given !== null && !Number.isNaN(Date.parse(`${given}T00:00`));
  return isDay ? given : null;
}

/** Both days are the reader's own, and whole. */
function filterOf({ by, action, from, to }: AuditAddress): AuditFilter {
  return { by, action, since: from && midnight(from, 0), until: to && midnight(to, 1) };
}

function midnight(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}
