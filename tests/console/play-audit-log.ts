import { type AuditEntry, AuditPage } from "../../server/api/contract.ts";

interface Kept {
  /** Newest first. */
  auditLog: AuditEntry[];
  pageSize: number;
}

/** A page of what is asked for. */
export function answerAuditLog({ auditLog, pageSize }: Kept, query: URLSearchParams) {
  const { by, action, since = "", until = "9", cursor = "99" } = Object.fromEntries(query);
  const rows = auditLog.filter(
    (entry) =>
      (!by || [entry.userId, entry.actor].includes(by)) &&
      (!action || entry.action === action) &&
      entry.at >= since &&
      entry.at < until &&
      Number(entry.sequence) < Number(cursor),
  );
  const items = rows.slice(0, pageSize);
  const people = auditLog.flatMap(({ userId, login, name }) =>
    userId && login ? [{ userId, login, name }] : [],
  );
  const body = AuditPage.parse({
    items,
    nextCursor: rows.length > pageSize ? items.at(-1)?.sequence : null,
    people: [...new Map(people.map((one) => [one.userId, one])).values()],
  });
  return { status: 200, body };
}
