import type { Scope } from "../database/scope.ts";
import { fromRow, names, type SessionFacts } from "./sessions.ts";

/** Once Procore has said that its person belongs to the company. */
export async function noteVisit(
  scope: Scope,
  { companyId, sessionId }: { companyId: string; sessionId: string },
): Promise<void> {
  await scope("session_companies")
    .insert({ company_id: companyId, session_id: sessionId })
    .onConflict(["company_id", "session_id"])
    .ignore();
}

/** Those that have opened the company and go on, the last used first. */
export async function sessionsOfCompany(
  scope: Scope,
  companyId: string,
  limit: number,
): Promise<SessionFacts[]> {
  const rows = await scope("sessions")
    .join("session_companies", "session_companies.session_id", "sessions.session_id")
    .where({ company_id: companyId })
    .where("expires_at", ">", scope.fn.now())
    .orderBy("last_used_at", "desc")
    .limit(limit)
    .select(names("sessions"));
  return rows.map(fromRow);
}

export async function findSessionOfCompany(
  scope: Scope,
  { companyId, sessionId }: { companyId: string; sessionId: string },
): Promise<SessionFacts | undefined> {
  const row = await scope("sessions")
    .join("session_companies", "session_companies.session_id", "sessions.session_id")
    .where({ company_id: companyId, "sessions.session_id": sessionId })
    .first(names("sessions"));
  return row && fromRow(row);
}
