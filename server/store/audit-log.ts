import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** By the words that people read. */
export type Facts = Record<string, Fact>;
export type Fact = string | number | boolean | null | string[];

/** What no person does has neither user nor login, address nor request. */
export interface Actor {
  actor: "person" | "operator" | "procore" | "crosstie";
  userId: string | null;
  login: string | null;
  name: string;
  address: string | null;
  requestId: string | null;
}

export interface NewAuditEntry extends Actor {
  companyId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string;
  before: Facts | null;
  after: Facts | null;
}

const { toRow } = columns<NewAuditEntry>(
  {
    companyId: "company_id",
    actor: "actor",
    userId: "user_id",
    login: "login",
    name: "name",
    action: "action",
    subjectKind: "subject_kind",
    subjectId: "subject_id",
    subjectName: "subject_name",
    before: "before",
    after: "after",
    address: "address",
    requestId: "request_id",
  },
  { json: ["before", "after"] },
);

/** The last entry of the company is locked until the transaction ends: write it last. */
export async function addAuditEntry(scope: Scope, entry: NewAuditEntry): Promise<void> {
  await scope("audit_log").insert(toRow(entry));
}

/** Locks: the second of two who ask at once waits for the first one's entry. */
export async function isAuditedLately(
  scope: Scope,
  entry: Pick<NewAuditEntry, "companyId" | "userId" | "action" | "subjectId">,
  withinMs: number,
): Promise<boolean> {
  const { companyId, userId, action, subjectId } = entry;
  const lock = [companyId, userId, action, subjectId].join(" ");
  await scope.raw("select pg_advisory_xact_lock(hashtextextended(:lock, 0))", { lock });
  const earlier = await scope("audit_log")
    .where(toRow(entry))
    .whereRaw("at > clock_timestamp() - :withinMs * interval '1 millisecond'", { withinMs })
    .first("sequence");
  return earlier !== undefined;
}
