import type { Grant } from "../access.ts";
import { liveGrant } from "../oauth/grants.ts";
import type { ProcoreState } from "../state.ts";
import type { Call, Endpoint, Reply } from "./call.ts";
import { countCall, tooMany } from "./rate-limits.ts";
import { readBody } from "./read-body.ts";
import { notFound, Refusal } from "./refusal.ts";
import { canonical } from "./wire.ts";
import { tellWitness } from "./witness.ts";

const NEEDS_HEADER =
  "Missing Procore-Company-Id header! Please add the Procore-Company-Id header to your request.";

interface Route {
  endpoint: Endpoint;
  pattern: RegExp;
}

/** One way in for all of `/rest`: token, limits, company header, then the endpoint. */
export function dispatcher(
  endpoints: Endpoint[],
): (state: ProcoreState, request: Request) => Promise<Response> {
  const routes: Route[] = endpoints.map((endpoint) => ({
    endpoint,
    pattern: new RegExp(
      `^${endpoint.path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`,
    ),
  }));
  return async (state, request) => {
    const grant = liveGrant(state, request.headers.get("authorization"));
    if (!grant) return Response.json({ errors: "The access token is invalid" }, { status: 401 });
    const { headers, isOver } = countCall(state, grant.clientId);
    if (isOver) return tooMany(state, headers);
    const response = await answer(state, request, grant, routes);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  };
}

async function answer(
  state: ProcoreState,
  request: Request,
  grant: Grant,
  routes: Route[],
): Promise<Response> {
  try {
    const url = new URL(request.url);
    const named = request.headers.get("procore-company-id");
    const companyHeader = named === null ? null : canonical(named);
    if (!companyHeader && !isExempt(grant, request.method, url)) {
      throw new Refusal(400, NEEDS_HEADER);
    }
    const { endpoint, path } = find(routes, request.method, url.pathname);
    checkPath(state, path, companyHeader);
    const user = state.users.get(grant.userId);
    if (!user) throw new Refusal(401, "The access token is invalid");
    const { body, files } = await readBody(request);
    const call: Call = {
      state,
      url,
      path,
      body,
      files,
      grant,
      user,
      companyHeader,
      by: { userId: user.id, applicationId: grant.clientId },
    };
    return respond(call, endpoint, await endpoint.answer(call));
  } catch (error) {
    if (error instanceof Refusal) {
      return Response.json(
        { errors: error.errors },
        { status: error.status, headers: error.headers },
      );
    }
    throw error;
  }
}

function find(
  routes: Route[],
  method: string,
  pathname: string,
): { endpoint: Endpoint; path: Record<string, string> } {
  for (const { endpoint, pattern } of routes) {
    const match = endpoint.method === method ? pattern.exec(pathname) : null;
    if (!match) continue;
    const ids = Object.entries(match.groups ?? {}).map(([name, id]) => [name, canonical(id)]);
    return { endpoint, path: Object.fromEntries(ids) as Record<string, string> };
  }
  throw notFound();
}

/**
 * Header, company and project in the path have to be of one another, whatever the endpoint looks
 * at.
 */
function checkPath(
  state: ProcoreState,
  { company_id: companyId, project_id: projectId }: Record<string, string>,
  companyHeader: string | null,
): void {
  if (companyId === undefined) return;
  if (companyHeader && companyHeader !== companyId) {
    throw new Refusal(
      400,
      `Procore-Company-Id ${companyHeader} is not the company of this request`,
    );
  }
  if (projectId !== undefined && state.projects.get(projectId)?.companyId !== companyId) {
    throw notFound();
  }
}

/** Only a person's token may leave the header out, and only where no company is asked about yet. */
function isExempt(grant: Grant, method: string, url: URL): boolean {
  if (grant.isService || method !== "GET") return false;
  if (url.pathname === "/rest/v1.0/companies") return true;
  return (
    url.pathname === "/rest/v1.0/me" &&
    !url.searchParams.has("company_id") &&
    !url.searchParams.has("project_id")
  );
}

function respond({ url }: Call, endpoint: Endpoint, { status, body, headers }: Reply): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  tellWitness({ endpoint, url, status, text });
  return new Response(text, {
    status,
    headers: text === null ? headers : { "content-type": "application/json", ...headers },
  });
}
