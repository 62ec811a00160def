import type { PersonScope } from "../database/scope.ts";
import { hashOf } from "./hash-of.ts";

export interface Person {
  /** Procore user id, the same in all companies. */
  userId: string;
  login: string;
  name: string;
}

interface Row {
  code_hash: string;
  user_id: string;
  login: string;
  name: string;
  expires_at: Date;
}

/** Only the code's hash is kept. */
export async function saveSignInCode(
  scope: PersonScope,
  code: string,
  { person, expiresAt }: { person: Person; expiresAt: Date },
): Promise<void> {
  await scope<Row>("sign_in_codes").insert({
    code_hash: hashOf(code),
    user_id: person.userId,
    login: person.login,
    name: person.name,
    expires_at: expiresAt,
  });
}

/**
 * Whom the code stands for; it is gone afterwards, so two who bring it at once do not both get in.
 */
export async function takeSignInCode(
  scope: PersonScope,
  code: string,
): Promise<Person | undefined> {
  const [row] = await scope<Row>("sign_in_codes")
    .where({ code_hash: hashOf(code) })
    .delete()
    .returning("*");
  return row && row.expires_at.getTime() > Date.now()
    ? { userId: row.user_id, login: row.login, name: row.name }
    : undefined;
}
