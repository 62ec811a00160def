import { consentPage } from "../pages/consent-page.ts";
import { loginPage } from "../pages/login-page.ts";
import type { ProcoreState } from "../state.ts";
import { issueCode } from "./codes.ts";
import { sessionOf } from "./sessions.ts";

/** Shows the code to the person instead of sending it anywhere. */
const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";
/** Every app has these two besides its own. */
const REGISTERED = [OUT_OF_BAND, "http://localhost"];

interface Asked {
  clientId: string;
  redirectUri: string;
  state: string | null;
}

/** GET /oauth/authorize: sign in, allow once, then straight back with a code. */
export function authorize(state: ProcoreState, request: Request): Response {
  const url = new URL(request.url);
  const asked = check(state, url.searchParams);
  if (asked instanceof Response) return asked;
  const current = sessionOf(state, request);
  if (!current) return loginPage({ returnTo: url.pathname + url.search });
  if (!state.consents.has(`${current.user.id} ${asked.clientId}`)) {
    return consentPage({
      appName: state.app.name,
      user: current.user,
      csrf: current.session.csrf,
      query: url.search.slice(1),
    });
  }
  return sendBack(state, asked, current.user.id);
}

/** POST /oauth/authorize: the consent form. */
export async function decide(state: ProcoreState, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const asked = check(state, new URLSearchParams(form.get("query") ?? ""));
  if (asked instanceof Response) return asked;
  const current = sessionOf(state, request);
  if (!current) return loginPage({ returnTo: `/oauth/authorize?${form.get("query") ?? ""}` });
  if (form.get("csrf") !== current.session.csrf) {
    return new Response("This form is not from your session.", { status: 403 });
  }
  if (form.get("decision") !== "allow") {
    return redirect(asked, {
      error: "access_denied",
      error_description: "The resource owner or authorization server denied the request.",
    });
  }
  state.consents.add(`${current.user.id} ${asked.clientId}`);
  return sendBack(state, asked, current.user.id);
}

/**
 * A wrong client or an unregistered address is told to the person, never sent on to that address.
 */
function check(state: ProcoreState, query: URLSearchParams): Asked | Response {
  const clientId = query.get("client_id") ?? "";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (clientId !== state.app.clientId) {
    return refused("invalid_client", "Client authentication failed due to unknown client.");
  }
  if (query.get("response_type") !== "code") {
    return refused(
      "unsupported_response_type",
      "The authorization server does not support this response type.",
    );
  }
  if (![...REGISTERED, ...state.app.redirectUris].includes(redirectUri)) {
    return refused(
      "invalid_redirect_uri",
      "The requested redirect uri is malformed or doesn't match client redirect URI.",
    );
  }
  return { clientId, redirectUri, state: query.get("state") };
}

function sendBack(state: ProcoreState, asked: Asked, userId: string): Response {
  const code = issueCode(state, {
    clientId: asked.clientId,
    userId,
    redirectUri: asked.redirectUri,
  });
  if (asked.redirectUri === OUT_OF_BAND) {
    return new Response(code, { headers: { "content-type": "text/plain; charset=utf-8" } });
  }
  return redirect(asked, { code });
}

function redirect(asked: Asked, parameters: Record<string, string>): Response {
  const to = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries(parameters)) to.searchParams.set(name, value);
  if (asked.state !== null) to.searchParams.set("state", asked.state);
  return new Response(null, { status: 302, headers: { location: to.toString() } });
}

function refused(error: string, description: string): Response {
  return Response.json(
    { error, error_description: description },
    { status: error === "invalid_client" ? 401 : 400 },
  );
}
