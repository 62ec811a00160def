import { randomBytes } from "node:crypto";
import type { Session } from "../access.ts";
import type { User } from "../records.ts";
import type { ProcoreState } from "../state.ts";

const COOKIE = "procore_session";

export function sessionOf(
  state: ProcoreState,
  request: Request,
): { session: Session; user: User } | undefined {
  const id = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
  const session = id ? state.sessions.get(id) : undefined;
  const user = session ? state.users.get(session.userId) : undefined;
  return session && user ? { session, user } : undefined;
}

/** Undefined: no such login, or not this password. Service accounts never sign in. */
export function startSession(
  state: ProcoreState,
  login: string,
  password: string,
): { session: Session; user: User; cookie: string } | undefined {
  const user = [...state.users.values()].find(
    (candidate) => candidate.login === login.trim().toLowerCase() && !candidate.isService,
  );
  if (!user || user.password !== password) return undefined;
  const session: Session = {
    id: randomBytes(24).toString("base64url"),
    userId: user.id,
    csrf: randomBytes(16).toString("base64url"),
  };
  state.sessions.set(session.id, session);
  return { session, user, cookie: `${COOKIE}=${session.id}; Path=/; HttpOnly; SameSite=Lax` };
}

/** The cookie that ends the browser's session. */
export function endSession(state: ProcoreState, request: Request): string {
  const current = sessionOf(state, request);
  if (current) state.sessions.delete(current.session.id);
  return `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
}
