import { hashOf } from "../../../server/store/seal.ts";
import type { TestDatabase } from "../../database.ts";

export const LONG_AGO = new Date("2026-01-05T10:00:00Z");
export const LATER = new Date("2099-01-01T00:00:00Z");

export async function seedPeople(
  admin: TestDatabase["admin"],
  {
    companyId,
    word,
    userId,
    leftUserId,
  }: { companyId: string; word: string; userId: string; leftUserId: string },
) {
  const [token, code] = [`${word}-token`, `${word}-code`];
  const person = { user_id: userId, login: word, name: word, expires_at: LATER };
  const left = { ...person, user_id: leftUserId, expires_at: LONG_AGO };
  const [session, leftSession] = await admin("sessions")
    .insert([
      {
        ...person,
        token_hash: hashOf(token),
        user_agent: word,
        address: word,
        opened: [companyId],
      },
      { ...left, token_hash: hashOf(`${word}-left`) },
    ])
    .returning<{ session_id: string }[]>("session_id");
  const sessionId = session!.session_id;
  await admin("sign_in_codes").insert([
    { ...person, code_hash: hashOf(code) },
    { ...left, code_hash: hashOf(`${word}-left`) },
  ]);
  const tokens = { access_token: word, refresh_token: word };
  await admin("user_grants").insert([
    { ...tokens, user_id: userId, expires_at: LATER },
    { ...tokens, user_id: leftUserId, expires_at: LONG_AGO },
  ]);
  return { token, code, sessionId, leftSessionId: leftSession!.session_id };
}

/** What a person was told, and asked to be told. */
export async function seedNotification(
  admin: TestDatabase["admin"],
  {
    companyId,
    word,
    userId,
    recordId,
  }: Record<"companyId" | "word" | "userId" | "recordId", string>,
): Promise<string> {
  const theirs = { company_id: companyId, record_id: recordId, user_id: userId };
  await admin("paid_watches").insert({ ...theirs, asked_at: LONG_AGO });
  const [row] = await admin("notifications")
    .insert({ ...theirs, kind: "invoice_paid", text: word, at: LONG_AGO })
    .returning<{ notification_id: string }[]>("notification_id");
  return row!.notification_id;
}
