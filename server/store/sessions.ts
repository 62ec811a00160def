import type { Knex } from "knex";
import { asPerson, type PersonScope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { hashOf } from "./seal.ts";
import type { Person } from "./sign-in-codes.ts";

export interface NewSession extends Person {
  expiresAt: Date;
}

export interface SignedIn extends NewSession {
  tokenHash: string;
  begunAt: Date;
  /** Ids of the companies of which it has asked for something. */
  opened: string[];
}

const { fromRow, toRow, names } = columns<SignedIn>({
  tokenHash: "token_hash",
  userId: "user_id",
  login: "login",
  name: "name",
  begunAt: "begun_at",
  expiresAt: "expires_at",
  opened: "opened",
});

/** More than the browsers that anybody has. */
const MOST_OF_ONE = 20;

/** The oldest sessions of the person end when there are too many. */
export async function saveSession(
  scope: PersonScope,
  token: string,
  session: NewSession,
): Promise<void> {
  await scope("sessions").insert({ token_hash: hashOf(token), ...toRow(session) });
  const ofPerson = { user_id: session.userId };
  const newest = scope("sessions").where(ofPerson).orderBy("begun_at", "desc").limit(MOST_OF_ONE);
  await scope("sessions")
    .where(ofPerson)
    .whereNotIn("token_hash", newest.select("token_hash"))
    .delete();
}

export function personWith(db: Knex, token: string): Promise<SignedIn | undefined> {
  return asPerson(db, { secretHash: hashOf(token) }, (scope) => findSession(scope, token));
}

async function findSession(scope: PersonScope, token: string): Promise<SignedIn | undefined> {
  const row = await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .where("expires_at", ">", scope.fn.now())
    .first(names());
  return row && fromRow(row);
}

export async function endSession(
  scope: PersonScope,
  token: string,
  userId: string,
): Promise<{ isLast: boolean; opened: string[] }> {
  const [ended] = await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .delete()
    .returning("opened");
  const other = await scope("sessions")
    .where({ user_id: userId })
    .where("expires_at", ">", scope.fn.now())
    .first("user_id");
  return { isLast: other === undefined, opened: ended?.opened ?? [] };
}

/** False: it has opened this company before, or has ended. */
export async function markOpened(
  scope: PersonScope,
  { tokenHash }: Pick<SignedIn, "tokenHash">,
  companyId: string,
): Promise<boolean> {
  const marked = await scope("sessions")
    .where({ token_hash: tokenHash })
    .whereRaw("not opened @> array[:companyId]", { companyId })
    .update({ opened: scope.raw("array_append(opened, :companyId)", { companyId }) });
  return marked > 0;
}
