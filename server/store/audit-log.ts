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

export interface StoredAuditEntry extends NewAuditEntry {
  sequence: string;
  at: Date;
  previousHash: string;
  hash: string;
}

const ofEntry = columns<StoredAuditEntry>(
  {
    companyId: "company_id",
    sequence: "sequence",
    at: "at",
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
    previousHash: "previous_hash",
    hash: "hash",
  },
  { json: ["before", "after"] },
);

const { toRow, names } = ofEntry;
export const { fromRow } = ofEntry;

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

/** What is left out matches any. */
export interface AuditFilter {
  companyId: string;
  userId?: string | undefined;
  actor?: Actor["actor"] | undefined;
  action?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Newest first before an entry, or from the newest on; oldest first after one. */
export type AuditPlace = { limit: number } & ({ before: string | undefined } | { after: string });

export async function listAuditEntries(
  scope: Scope,
  { since, until, ...equal }: AuditFilter,
  page: AuditPlace,
): Promise<StoredAuditEntry[]> {
  const query = scope("audit_log").where(toRow(equal)).limit(page.limit);
  if (since) query.where("at", ">=", since);
  if (until) query.where("at", "<", until);
  if ("after" in page) query.where("sequence", ">", page.after).orderBy("sequence");
  else {
    if (page.before) query.where("sequence", "<", page.before);
    query.orderBy("sequence", "desc");
  }
  return (await query.select(names())).map(fromRow);
}

const MOST_PEOPLE = 500;

/** Under their newest name. It jumps from person to person: a log is much longer than that list. */
export async function peopleInAuditLog(
  scope: Scope,
  companyId: string,
): Promise<{ userId: string; login: string; name: string }[]> {
  const newest = `select user_id, login, name from audit_log
    where company_id = :companyId and user_id > :after order by user_id, sequence desc limit 1`;
  const { rows } = await scope.raw<{ rows: object[] }>(
    `with recursive people as (
       (${newest.replace(":after", "''")})
       union all
       select next.* from people cross join lateral (${newest.replace(":after", "people.user_id")}) as next
     )
     select user_id, login, name from people limit ${MOST_PEOPLE}`,
    { companyId },
  );
  return rows.map(fromRow).map(({ userId, login, name }) => ({
    userId: userId ?? "",
    login: login ?? "",
    name,
  }));
}
