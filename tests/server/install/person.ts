import { hash } from "node:crypto";
import type { Rig } from "./rig.ts";

/** A browser with one cookie jar for all hosts, which follows nothing by itself. */
export function browser() {
  const jar = new Map<string, string>();
  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", value = ""] = pair.split("=", 2);
      if (
        value === "" ||
        attributes.some((attribute) => /expires=Thu, 01 Jan 1970|max-age=0/i.test(attribute))
      ) {
        jar.delete(name);
      } else jar.set(name, value);
    }
    return response;
  }
  return { go, jar };
}

export type Browser = ReturnType<typeof browser>;

/**
 * Sets out at our door, signs in at Procore, allows the app; stops before the callback and yields
 * its address.
 */
export async function authorize(
  rig: Rig,
  person: Browser,
  {
    login,
    password,
    returnTo = "panel",
    decision = "allow",
  }: { login: string; password: string; returnTo?: string; decision?: string },
): Promise<string> {
  const begun = await person.go(
    `${rig.app}/auth/procore?${new URLSearchParams({ return: returnTo, challenge: CHALLENGE })}`,
  );
  const authorizeUrl = begun.headers.get("location")!;
  await person.go(`${rig.stage.url}/login`, {
    method: "POST",
    body: new URLSearchParams({ login, password, return_to: "/" }),
  });
  const consent = await person.go(authorizeUrl);
  if (consent.status !== 200) return consent.headers.get("location")!;
  const csrf = /name="csrf" value="([^"]+)"/.exec(await consent.text())?.[1] ?? "";
  const query = new URL(authorizeUrl).search.slice(1);
  const decided = await person.go(`${rig.stage.url}/oauth/authorize`, {
    method: "POST",
    body: new URLSearchParams({ csrf, query, decision }),
  });
  return decided.headers.get("location")!;
}

export const PM = { login: "pm@ridgeline.example", password: "ridgeline-pm" };

/**
 * What a browser of these tests knows, and what of it the server is told before Procore is asked.
 */
export const VERIFIER = "a-verifier-that-only-this-browser-knows-x43";
export const CHALLENGE = hash("sha256", VERIFIER, "base64url");

/** What the app put into the fragment. */
export function outcomeOf(response: Response): {
  page: string;
  code: string | null;
  error: string | null;
} {
  const [page = "", fragment = ""] = (response.headers.get("location") ?? "").split("#", 2);
  const outcome = new URLSearchParams(fragment);
  return { page, code: outcome.get("code"), error: outcome.get("error") };
}

export async function trade(
  rig: Rig,
  code: string | null,
  verifier: string | null = VERIFIER,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${rig.app}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ code, verifier }),
  });
}

/** Signed in from the first click to the session. */
export async function signInAs(
  rig: Rig,
  who: { login: string; password: string },
): Promise<{ token: string; userId: string }> {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, who)));
  const session = (await (await trade(rig, code)).json()) as {
    token: string;
    user: { id: string };
  };
  return { token: session.token, userId: session.user.id };
}
