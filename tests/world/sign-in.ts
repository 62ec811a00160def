import { hash, randomBytes } from "node:crypto";
import type { Session } from "../../server/api/contract.ts";
import { fullName } from "../sandbox/procore/rest/shapes/person.ts";
import type { World } from "./open-world.ts";

/** Who the seed's people are; passwords follow their logins. */
export const people = {
  admin: "admin@ridgeline.example",
  projectManager: "pm@ridgeline.example",
  accounting: "accounting@ridgeline.example",
  superintendent: "super@ridgeline.example",
  stranger: "admin@harborview.example",
} as const;

export type PersonName = keyof typeof people;

/** As Procore shows it. */
export function nameOf({ procore }: Pick<World, "procore">, person: PersonName): string {
  const users = [...procore.system.live().users.values()];
  return fullName(users.find(({ login }) => login === people[person])!);
}

export function passwordOf(login: string): string {
  return login.replace(/^(\w+)@(\w+)\..*$/, "$2-$1");
}

/**
 * Someone with a browser of their own that is signed in to Crosstie through Procore: authorize,
 * login, consent, callback, code, session.
 */
export async function signIn(
  { appUrl, procore }: Pick<World, "appUrl"> & { procore: Pick<World["procore"], "url"> },
  person: PersonName,
): Promise<Caller> {
  const browser = new Browser();
  await browser.post(`${procore.url}/login`, {
    login: people[person],
    password: passwordOf(people[person]),
  });
  const verifier = randomBytes(32).toString("base64url");
  let page = await browser.get(
    `${appUrl}/auth/procore?return=panel&challenge=${hash("sha256", verifier, "base64url")}`,
  );
  if (page.url.startsWith(procore.url)) {
    const form = Object.fromEntries(
      [...page.text.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name ?? "", unescape(value ?? "")],
      ),
    );
    page = await browser.post(
      `${procore.url}${/<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] ?? "/oauth/authorize"}`,
      { ...form, decision: "allow" },
    );
  }
  const code = new URLSearchParams(new URL(page.url).hash.slice(1)).get("code");
  if (!code) throw new Error(`sign-in ended at ${page.url}: ${page.text.slice(0, 300)}`);
  const response = await fetch(`${appUrl}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, verifier }),
  });
  const session = (await response.json()) as Session;
  return caller(appUrl, session.token);
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** Calls `/api/v1` in a person's name. */
export interface Caller {
  token: string;
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  send<Body = unknown>(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Answer<Body>>;
}

function caller(appUrl: string, token: string): Caller {
  async function send<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(`${appUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Body };
  }
  return { token, send, get: (path) => send("GET", path) };
}

/** Keeps cookies per origin and follows redirects across origins, fragments included. */
class Browser {
  #cookies = new Map<string, Map<string, string>>();

  get(url: string) {
    return this.#go(url, { method: "GET" });
  }

  post(url: string, fields: Record<string, string>) {
    return this.#go(url, { method: "POST", body: new URLSearchParams(fields) });
  }

  async #go(url: string, init: RequestInit): Promise<{ url: string; text: string }> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (!location) return { url, text: await response.text() };
    const next = new URL(location, url).href;
    return next.includes("#") ? { url: next, text: "" } : this.#go(next, { method: "GET" });
  }
}

function unescape(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 10)),
  );
}
