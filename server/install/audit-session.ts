import type { Knex } from "knex";
import { asActor, CROSSTIE } from "../audit/actors.ts";
import { type Actor, audit } from "../audit/audit.ts";
import { alsoIn, asPerson, type PersonScope } from "../database/scope.ts";
import { findCompany } from "../store/companies.ts";
import { markOpened, type SignedIn } from "../store/sessions.ts";
import type { Person } from "../store/sign-in-codes.ts";

export type Call = Pick<Actor, "address" | "requestId">;

/**
 * A person signs in before any company is known, and may be in many. So the entry is written in each
 * company when the session first asks for something of it: its admins find who came in to theirs,
 * and nobody learns of companies that were not entered.
 */
export async function noteOpened(
  db: Knex,
  session: SignedIn,
  { companyId, ...call }: Call & { companyId: string },
): Promise<void> {
  if (session.opened.includes(companyId)) return;
  await asPerson(db, { userId: session.userId }, async (scope) => {
    const entered = await alsoIn(scope, companyId);
    if (!(await findCompany(entered, companyId))) return;
    if (!(await markOpened(scope, session, companyId))) return;
    const after = { "Session begun": session.begunAt.toISOString() };
    await audit(entered, {
      companyId,
      ...ofSession(session, call),
      action: "signed_in",
      after,
    });
  });
}

/** Whose doing it is. `inCompany`: an admin's of that company, who ends another's session. */
export interface EndedBy {
  by: Actor;
  inCompany?: string;
}

/** In each company that the session has opened. One that runs out leaves no entry: nobody acts. */
export async function auditEnd(
  scope: PersonScope,
  session: SignedIn,
  { by, inCompany }: EndedBy,
): Promise<void> {
  const { subject } = ofSession(session, by);
  // In one order: two people who leave the same companies must not wait for each other.
  for (const companyId of session.opened.toSorted()) {
    const entered = await alsoIn(scope, companyId);
    if (!(await findCompany(entered, companyId))) continue;
    const isTheirs = inCompany === undefined || inCompany === companyId;
    await audit(entered, {
      companyId,
      subject,
      // another company's admin is nobody's business here
      by: isTheirs ? by : CROSSTIE,
      action: by.userId === session.userId ? "signed_out" : "session_ended",
    });
  }
}

function ofSession(person: Person, call: Call) {
  const { userId: id, login, name } = person;
  return {
    by: asActor({ userId: id, login, name }, call),
    subject: { kind: "session", id, name: `Session of ${name}` },
  };
}
