import { loginPage } from "../pages/login-page.ts";
import type { ProcoreState } from "../state.ts";
import { endSession, startSession } from "./sessions.ts";

/** GET /login */
export function showLogin(request: Request): Response {
  return loginPage({ returnTo: ownPath(new URL(request.url).searchParams.get("return_to")) });
}

/** POST /login */
export async function login(state: ProcoreState, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const returnTo = ownPath(form.get("return_to"));
  const started = startSession(state, form.get("login") ?? "", form.get("password") ?? "");
  if (!started) {
    return loginPage({
      returnTo,
      login: form.get("login") ?? "",
      message: "The email or password is not correct.",
    });
  }
  return new Response(null, {
    status: 303,
    headers: { location: returnTo, "set-cookie": started.cookie },
  });
}

/** POST /logout */
export function logout(state: ProcoreState, request: Request): Response {
  return new Response(null, {
    status: 303,
    headers: { location: "/login", "set-cookie": endSession(state, request) },
  });
}

/** Only a path of this host: never an address somebody put into the link. */
function ownPath(asked: string | null): string {
  return asked && /^\/(?![/\\])/.test(asked) ? asked : "/";
}
