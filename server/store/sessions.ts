import type { Knex } from "knex";
import { asPerson, type PersonScope, type Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { hashOf } from "./seal.ts";
import type { Person } from "./sign-in-codes.ts";

export interface SignedIn extends Person {
  sessionId: string;
  begunAt: Date;
  /** Without a further request. */
  expiresAt: Date;
  /** Ids of the companies of which it has asked for something. */
  opened: string[];
}

export interface NewSession {
  person: Person;
  /** After so long it ends, however much it is used. */
  lengthMinutes: number;
  /** After so long without a request it ends earlier. */
  idleMinutes: number;
  userAgent: string;
  address: string;
}

/** What people see of one. */
export interface SessionFacts extends SignedIn {
  lastUsedAt: Date;
  userAgent: string;
  address: string;
}

const { fromRow, names } = columns<SessionFacts>({
  sessionId: "session_id",
  userId: "user_id",
  login: "login",
  name: "name",
  expiresAt: "expires_at",
  begunAt: "begun_at",
  opened: "opened",
  lastUsedAt: "last_used_at",
  userAgent: "user_agent",
  address: "address",
});

/** A request in each of so many minutes writes once: reading stays cheap. */
const USE_NOTED_MINUTES = 2;
const LONGEST_USER_AGENT = 300;
const LONGEST_ADDRESS = 60;
/** More than the browsers that anybody has. */
const MOST_OF_ONE = 20;

/** The oldest sessions of the person end when there are too many. */
export async function saveSession(
  scope: PersonScope,
  token: string,
  { person, lengthMinutes, idleMinutes, userAgent, address }: NewSession,
): Promise<SignedIn> {
  const after = (minutes: number) => scope.raw("now() + ? * interval '1 minute'", [minutes]);
  const [row] = await scope("sessions")
    .insert({
      token_hash: hashOf(token),
      user_id: person.userId,
      login: person.login,
      name: person.name,
      ends_at: after(lengthMinutes),
      expires_at: after(Math.min(lengthMinutes, idleMinutes)),
      user_agent: userAgent.slice(0, LONGEST_USER_AGENT),
      address: address.slice(0, LONGEST_ADDRESS),
    })
    .returning(names());
  const ofPerson = { user_id: person.userId };
  const newest = scope("sessions").where(ofPerson).orderBy("begun_at", "desc").limit(MOST_OF_ONE);
  await scope("sessions")
    .where(ofPerson)
    .whereNotIn("token_hash", newest.select("token_hash"))
    .delete();
  return fromRow(row);
}

/** `idleMinutes`: a person asks, so the session lives on. Without: it is only looked at. */
export function personWith(
  db: Knex,
  token: string,
  { idleMinutes }: { idleMinutes?: number } = {},
): Promise<SignedIn | undefined> {
  return asPerson(db, { secretHash: hashOf(token) }, async (scope) => {
    const session = await findSession(scope, token);
    if (session?.isDue && idleMinutes !== undefined) await noteUse(scope, token, idleMinutes);
    return session?.signedIn;
  });
}

async function findSession(scope: PersonScope, token: string) {
  const row = await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .where("expires_at", ">", scope.fn.now())
    .first(
      ...names(),
      scope.raw("last_used_at < now() - ? * interval '1 minute' as is_due", [USE_NOTED_MINUTES]),
    );
  return row && { signedIn: fromRow(row), isDue: row.is_due as boolean };
}

async function noteUse(scope: PersonScope, token: string, idleMinutes: number): Promise<void> {
  await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .update({
      last_used_at: scope.fn.now(),
      expires_at: scope.raw("least(ends_at, now() + ? * interval '1 minute')", [idleMinutes]),
    });
}

/** In the scope of its person. `isLast`: they have no other. */
export async function endSession(
  scope: PersonScope,
  { sessionId, userId }: Pick<SignedIn, "sessionId" | "userId">,
): Promise<{ isLast: boolean; ended: SignedIn | undefined }> {
  const [row] = await scope("sessions")
    .where({ session_id: sessionId })
    .delete()
    .returning(names());
  const other = await scope("sessions")
    .where({ user_id: userId })
    .where("expires_at", ">", scope.fn.now())
    .first("user_id");
  return { isLast: other === undefined, ended: row && fromRow(row) };
}

/** False: it has opened this company before, or has ended. */
export async function markOpened(
  scope: PersonScope,
  { sessionId }: Pick<SignedIn, "sessionId">,
  companyId: string,
): Promise<boolean> {
  const marked = await scope("sessions")
    .where({ session_id: sessionId })
    .whereRaw("not opened @> array[:companyId]", { companyId })
    .update({ opened: scope.raw("array_append(opened, :companyId)", { companyId }) });
  return marked > 0;
}

/** Those that go on, the last used first. */
export async function sessionsOfPerson(
  scope: PersonScope,
  userId: string,
  limit: number,
): Promise<SessionFacts[]> {
  const rows = await scope("sessions")
    .where({ user_id: userId })
    .where("expires_at", ">", scope.fn.now())
    .orderBy("last_used_at", "desc")
    .limit(limit)
    .select(names());
  return rows.map(fromRow);
}

/** Those that have opened the company and go on, the last used first. */
export async function sessionsOfCompany(
  scope: Scope,
  companyId: string,
  limit: number,
): Promise<SessionFacts[]> {
  const rows = await scope("sessions")
    .whereRaw("opened @> array[:companyId]", { companyId })
    .where("expires_at", ">", scope.fn.now())
    .orderBy("last_used_at", "desc")
    .limit(limit)
    .select(names());
  return rows.map(fromRow);
}

export async function findSessionOfCompany(
  scope: Scope,
  { companyId, sessionId }: { companyId: string; sessionId: string },
): Promise<SessionFacts | undefined> {
  const row = await scope("sessions")
    .whereRaw("opened @> array[:companyId]", { companyId })
    .where({ session_id: sessionId })
    .first(names());
  return row && fromRow(row);
}
