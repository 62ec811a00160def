import { randomUUID } from "node:crypto";
import { http, type HttpHandler, type HttpResponseResolver } from "msw";
import type { Account } from "./account.ts";
import type { TokenBased } from "./auth/token-based.ts";
import type { Tokens } from "./auth/tokens.ts";
import { asCalled } from "./canonical-address.ts";
import type { Gate } from "./gate.ts";
import type { Options } from "./options.ts";
import { suiteql } from "./query/suiteql.ts";
import type { Warehouse } from "./query/warehouse.ts";
import { type AsyncJobs, isAsync } from "./records/async-jobs.ts";
import { requestsIn } from "./records/batch.ts";
import { recordService } from "./records/record-service.ts";
import { Refusal } from "./refusal.ts";
import { refuseWithoutRest } from "./rules/role.ts";

export interface Services {
  options: Options;
  gate: Gate;
  tokens: Tokens;
  tokenBased: TokenBased;
  jobs: AsyncJobs;
  account(): Account;
  warehouse(): Warehouse;
  /** Answers who asks for a token. */
  giveToken(request: Request): Promise<Response>;
}

type Work = (request: Request) => Promise<Response>;

/** What SuiteTalk offers over REST; every call takes a slot of the account's, and signs in. */
export function restServices(services: Services): HttpHandler[] {
  const { gate, tokens, tokenBased, jobs, account, giveToken } = services;
  const service =
    (work: Work, { open = false } = {}): HttpResponseResolver =>
    ({ request: received }) =>
      gate.pass(() => {
        const request = asCalled(received);
        return answered(async () => {
          if (!open) (tokenBased.isAsked(request) ? tokenBased : tokens).check(request);
          return work(request);
        });
      });
  const at = (path: string, work: Work) => http.all(`*/services/rest/${path}`, service(work));
  return [
    http.all("*/services/rest/auth/oauth2/v1/token", service(giveToken, { open: true })),
    http.get(
      "*/services/rest/system/v1/serverTime",
      service(async () => Response.json({ serverTime: account().now() })),
    ),
    at("query/v1/suiteql", (request) => onQuery(services, request)),
    at("record/v1/*", (request) => onRecords(services, request)),
    at("async/v1/job/*", async (request) => jobs.answer(request)),
    http.options(
      "*/services/rest/*",
      service(async () => new Response(null, { status: 204 })),
    ),
  ];
}

async function onRecords(
  { account, jobs, options }: Services,
  request: Request,
): Promise<Response> {
  refuseWithoutRest(options);
  const now = async (one: Request) => {
    account().refuseOnce(one.method);
    return recordService(account(), one);
  };
  if (!isAsync(request)) return now(request);
  const requests = await requestsIn(request);
  return jobs.accept(
    request,
    requests.map((one) => () => answered(() => now(one))),
  );
}

async function onQuery(services: Services, request: Request): Promise<Response> {
  const { account, warehouse, options, jobs } = services;
  refuseWithoutRest(options);
  if (!options.asyncQueries || !isAsync(request)) return suiteql(account(), warehouse(), request);
  const headers = new Headers(request.headers);
  headers.set("prefer", "transient");
  headers.delete("content-length");
  const body = await request.text();
  const query = new Request(request.url, { method: request.method, headers, body });
  const work = () => answered(() => suiteql(account(), warehouse(), query));
  return jobs.accept(request, [work], { prefer: "transient" });
}

/** Every answer, a refusal too, has the id by which NetSuite's support finds it. */
async function answered(work: () => Promise<Response>): Promise<Response> {
  const response = await work().catch((error: unknown) =>
    (error instanceof Refusal ? error : unexpected(error)).toResponse(),
  );
  response.headers.set("x-n-operationid", randomUUID());
  return response;
}

/**
 * A fault of this sandbox, said as NetSuite says its own; the message is ours, for whoever mends
 * it.
 */
function unexpected(error: unknown): Refusal {
  const message =
    error instanceof Error
      ? `${error.message} ${error.stack?.split("\n")[1]?.trim() ?? ""}`
      : String(error);
  return new Refusal(500, {
    detail: `An unexpected error occurred. Error ID: sandbox. ${message}`,
    code: "UNEXPECTED_ERROR",
  });
}
