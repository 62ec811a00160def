import type { Server } from "node:http";
import { type HttpBindings, serve } from "@hono/node-server";
import { getResponse } from "msw";
import { type Call, control } from "./control.ts";
import { type Fault, Faults } from "./faults.ts";
import type { System } from "./system.ts";

export interface ServedSystem {
  url: string;
  system: System;
  faults: Faults;
  /** Calls so far, one row per method, path and status. `status` 0: the connection was dropped. */
  calls(): Call[];
  close(): Promise<void>;
}

/**
 * Serves a sandbox system on loopback; its control doors are under `/_sandbox/`. `port` 0 takes a
 * free one.
 */
export async function serveSystem(system: System, port = 0): Promise<ServedSystem> {
  const faults = new Faults();
  const counted = new Map<string, Call>();
  const record = (method: string, path: string, status: number) => {
    const key = `${method} ${path} ${status}`;
    const call = counted.get(key);
    if (call) call.count += 1;
    else counted.set(key, { method, path, status, count: 1 });
  };
  const calls = () => [...counted.values()];
  /** Requests whose clients are gone and whose work is yet to be done. */
  const late = new Set<NodeJS.Timeout>();

  async function answer(request: Request, env: HttpBindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/_sandbox/")) {
      return control(request, pathname.slice("/_sandbox/".length), {
        system,
        faults,
        calls,
        forget: () => counted.clear(),
      });
    }
    const { delayMs, fault } = faults.take(request.method, pathname);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const drop = () => {
      record(request.method, pathname, 0);
      env.incoming.socket.destroy();
      return new Response(null, { status: 499 });
    };
    if (fault?.kind === "reset") return drop();
    if (fault?.kind === "lost_response" && fault.ms !== undefined) {
      // Its body goes away with the connection.
      const { method, url: to, headers } = request;
      const body = request.body && (await request.arrayBuffer());
      const timer = setTimeout(() => {
        late.delete(timer);
        void getResponse(system.handlers, new Request(to, { method, headers, body }));
      }, fault.ms);
      late.add(timer);
      return drop();
    }
    if (fault?.kind === "lost_response") {
      await getResponse(system.handlers, request);
      return drop();
    }
    const response =
      faulty(fault, system) ??
      (await getResponse(system.handlers, request)) ??
      notHere(request.method, pathname);
    record(request.method, pathname, response.status);
    return response;
  }

  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serve(
      {
        fetch: (request, env) => answer(request, env as HttpBindings),
        hostname: "127.0.0.1",
        port,
      },
      () => resolve(listening),
    ) as Server;
    listening.on("error", reject);
  });
  const address = server.address();
  const url = `http://localhost:${typeof address === "object" && address ? address.port : port}`;
  return {
    url,
    system,
    faults,
    calls,
    async close() {
      system.stop();
      late.forEach((timer) => clearTimeout(timer));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const MADE_TO_FAIL = { errors: "made to fail by the sandbox" };
const BODILESS = [204, 205, 304];

function faulty(fault: Fault | undefined, system: System): Response | undefined {
  if (fault?.kind === "rate_limit") return system.rateLimited();
  if (fault?.kind === "malformed") {
    return new Response("<html><body><h1>Scheduled maintenance</h1></body></html>", {
      status: fault.status ?? 200,
      headers: { "content-type": "text/html" },
    });
  }
  if (fault?.kind === "status") {
    const headers = fault.status === 503 ? { "retry-after": "1" } : undefined;
    const status = fault.status ?? 500;
    return BODILESS.includes(status)
      ? new Response(null, { status })
      : Response.json(fault.body ?? MADE_TO_FAIL, { status, headers });
  }
  return undefined;
}

function notHere(method: string, path: string): Response {
  return Response.json({ errors: `the sandbox plays no ${method} ${path}` }, { status: 404 });
}
