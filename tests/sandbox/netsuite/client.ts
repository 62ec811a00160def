import { createPrivateKey } from "node:crypto";
import { importPKCS8, SignJWT, type JWTHeaderParameters, type JWTPayload } from "jose";
import { serveSystem, type ServedSystem } from "../core/serve.ts";
import { netsuite, type Credentials } from "./netsuite.ts";
import type { Options } from "./options.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  /** Last segment of Location. */
  id: string;
  /** `o:errorCode` of the first detail. */
  code: string | undefined;
  detail: string;
  path: string | undefined;
}

export interface Assertion {
  header?: Partial<JWTHeaderParameters>;
  claims?: JWTPayload;
  privateKey?: string;
}

/** A plain outside client of one served account: what a test reads is what went over the wire. */
export class Client {
  readonly url: string;
  readonly credentials: Credentials;
  readonly #now: () => Date;
  token = "";

  constructor(url: string, credentials: Credentials, now = () => new Date()) {
    this.url = url;
    this.credentials = credentials;
    this.#now = now;
  }

  async assertion({
    header,
    claims,
    privateKey = this.credentials.privateKey,
  }: Assertion = {}): Promise<string> {
    const now = Math.floor(this.#now().getTime() / 1000);
    const alg = createPrivateKey(privateKey).asymmetricKeyType === "ec" ? "ES256" : "PS256";
    const full = { alg, typ: "JWT", kid: this.credentials.certificateId, ...header };
    const said = {
      iss: this.credentials.clientId,
      scope: "rest_webservices",
      aud: `${this.url}/services/rest/auth/oauth2/v1/token`,
      iat: now,
      exp: now + 3600,
      ...claims,
    };
    return new SignJWT(said).setProtectedHeader(full).sign(await importPKCS8(privateKey, full.alg));
  }

  async askToken(assertion: string, form: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      ...form,
    });
    return read(
      await fetch(`${this.url}/services/rest/auth/oauth2/v1/token`, { method: "POST", body }),
    );
  }

  async signIn(): Promise<void> {
    const { body } = await this.askToken(await this.assertion());
    this.token = String(body.access_token);
  }

  async send(
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/services/rest${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return read(response);
  }

  record(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { "x-netsuite-propertynamevalidation": "Error" },
  ): Promise<Answer> {
    return this.send(method, `/record/v1/${path}`, { body, headers });
  }

  query(q: string, params: unknown[] = [], page = ""): Promise<Answer> {
    return this.send("POST", `/query/v1/suiteql${page}`, {
      body: { q, params },
      headers: { prefer: "transient" },
    });
  }

  /** Rows of a query, without their links; throws what was refused. */
  async rows(q: string, params: unknown[] = []): Promise<Record<string, string>[]> {
    const { status, body, detail } = await this.query(q, params);
    if (status !== 200) throw new Error(detail);
    return (body.items as Record<string, string>[]).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => name !== "links")),
    );
  }

  async act(action: { do: string; [argument: string]: unknown }): Promise<Record<string, string>> {
    const response = await fetch(`${this.url}/_sandbox/act`, {
      method: "POST",
      body: JSON.stringify(action),
    });
    const answer = (await response.json()) as Record<string, string>;
    if (!response.ok) throw new Error(answer.errors);
    return answer;
  }
}

async function read(response: Response): Promise<Answer> {
  const written = await response.text();
  const body = (written.startsWith("{") ? JSON.parse(written) : {}) as Record<string, unknown>;
  const [first] = (body["o:errorDetails"] ?? []) as Record<string, string>[];
  const id = response.headers.get("location")?.split("/").at(-1) ?? "";
  return {
    status: response.status,
    headers: response.headers,
    body,
    id,
    code: first?.["o:errorCode"],
    detail: first?.detail ?? "",
    path: first?.["o:errorPath"],
  };
}

/** A fresh account over real HTTP, and a client that is signed in to it. */
export async function openAccount(
  options: Partial<Options> = {},
): Promise<{ client: Client; served: ServedSystem; close(): Promise<void> }> {
  const system = netsuite(options);
  const served = await serveSystem(system);
  const client = new Client(served.url, system.credentials, options.now);
  await client.signIn();
  return { client, served, close: () => served.close() };
}
