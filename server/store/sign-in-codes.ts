import type { PersonScope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { hashOf } from "./seal.ts";

export interface Person {
  userId: string;
  login: string;
  name: string;
}

const { fromRow, toRow, names } = columns<Person>({
  userId: "user_id",
  login: "login",
  name: "name",
});

export async function saveSignInCode(
  scope: PersonScope,
  code: string,
  { person, expiresAt }: { person: Person; expiresAt: Date },
): Promise<void> {
  await scope("sign_in_codes").insert({
    code_hash: hashOf(code),
    ...toRow(person),
    expires_at: expiresAt,
  });
}

/** Deletes the code: of two people who bring it at once, only one gets in. */
export async function takeSignInCode(
  scope: PersonScope,
  code: string,
): Promise<Person | undefined> {
  const [row] = await scope("sign_in_codes")
    .where({ code_hash: hashOf(code) })
    .delete()
    .returning([...names(), "expires_at"]);
  return row && row.expires_at.getTime() > Date.now() ? fromRow(row) : undefined;
}
