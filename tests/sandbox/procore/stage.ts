import { afterEach, beforeEach } from "vitest";
import { serveSystem, type ServedSystem } from "../core/serve.ts";
import { issueGrant } from "./oauth/grants.ts";
import { procore, type ProcoreSystem } from "./procore.ts";
import type { Commitment, Company, Project, User } from "./records.ts";
import { parseExact } from "./rest/wire.ts";
import type { ProcoreState } from "./state.ts";

export const CLIENT = {
  id: "crosstie-client",
  secret: "crosstie-secret",
  redirectUri: "http://localhost:4400/auth/procore/callback",
};

export interface Answer {
  status: number;
  /** Parsed JSON, ids beyond 2^53 as text; tests look into it with matchers. */
  body: unknown;
  headers: Headers;
}

export interface Stage extends ServedSystem {
  system: ProcoreSystem;
  state: ProcoreState;
  us: Company;
  uk: Company;
  hospital: Project;
  /** Not permitted to the app. */
  school: Project;
  subcontract: Commitment;
  user(login: string): User;
  /** Calls the API as a person (by login) or as the service account. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  act(name: string, given?: Record<string, unknown>): Promise<Answer>;
}

export interface CallOptions {
  as?: string;
  token?: string;
  /** The `Procore-Company-Id` header; null leaves it out. */
  company?: string | null;
  body?: unknown;
}

/** A served sandbox with the app installed in the first company (unless told not to). */
export async function openStage({
  installed = true,
}: { installed?: boolean } = {}): Promise<Stage> {
  const system = procore({
    appClientId: CLIENT.id,
    appClientSecret: CLIENT.secret,
    redirectUris: [CLIENT.redirectUri],
    appOrigin: "http://localhost:4401",
  });
  const served = await serveSystem(system);
  const state = system.live();
  const [us, uk] = [...state.companies.values()] as [Company, Company];
  const [hospital, , school] = [...state.projects.values()] as [Project, Project, Project];
  const subcontract = [...state.commitments.values()].find(
    ({ projectId, kind, status }) =>
      projectId === hospital.id && kind === "work_order_contract" && status === "Draft",
  ) as Commitment;
  if (installed) await system.act({ do: "install_app", companyId: us.id });
  const user = (login: string) =>
    [...state.users.values()].find((candidate) => candidate.login === login) as User;
  return {
    ...served,
    system,
    state,
    us,
    uk,
    hospital,
    school,
    subcontract,
    user,
    async call(method, path, { as = "service", token, company = us.id, body } = {}) {
      const isService = as === "service";
      const accessToken =
        token ??
        issueGrant(state, {
          clientId: CLIENT.id,
          userId: isService ? state.serviceUserId : user(as).id,
          isService,
        }).accessToken;
      const response = await fetch(served.url + path, {
        method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(company ? { "procore-company-id": company } : {}),
          ...(body instanceof FormData ? {} : { "content-type": "application/json" }),
        },
        body:
          body instanceof FormData ? body : body === undefined ? undefined : JSON.stringify(body),
      });
      return read(response);
    },
    async act(name, given = {}) {
      return read(
        await fetch(`${served.url}/_sandbox/act`, {
          method: "POST",
          body: JSON.stringify({ do: name, ...given }),
        }),
      );
    },
  };
}

/** A served sandbox of its own for every test. */
export function useStage(): Stage {
  const stage = {} as Stage;
  beforeEach(async () => {
    Object.assign(stage, await openStage());
  });
  afterEach(() => stage.close());
  return stage;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? undefined : parseExact(text),
    headers: response.headers,
  };
}
