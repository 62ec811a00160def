import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { json } from "node:stream/consumers";
import {
  type CommitmentView,
  type LiveEvent,
  LiveEvent as LiveEventSchema,
  type Preview,
  InvoicePlace,
  ProjectView,
  Refusal,
  SharedInvoice,
  WhyNotPaid,
} from "../../server/api/contract.ts";
import { buildClient } from "./build-client.ts";
import { aProject, shared, why } from "./panel-views.ts";
import { preview } from "./some-preview.ts";
import * as views from "./views.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Of each sign-in. */
export const CODE = "one-time-code";

type Refused = Omit<Refusal, "requestId"> & { status: number; retryAfter?: number };

/**
 * The server as the screens see it: the built client, and answers that hold the contract. Change
 * `view`, `refused` (whatever is asked) and `actRefused` (what a person does) at will.
 */
export class PlayedApp {
  url = "";
  /** Who may frame the panel; set it before a page opens. */
  hosts!: string[];
  /** What the page is told of that; the same, unless a test sets them apart. */
  toldHosts!: string[] | null;
  view!: CommitmentView;
  preview!: Preview;
  project!: ProjectView;
  refused!: Refused | null;
  actRefused!: Refused | null;
  signInError!: string | null;
  calls!: string[];
  /** What a sync or another act does to the state. */
  onAct!: (path: string) => void;
  private challenge!: string | null;
  private readonly streams = new Set<ServerResponse>();
  private readonly files = new Map<string, Buffer>();
  private readonly server = createServer(
    (request, response) => void this.answer(request, response),
  );

  async start(): Promise<this> {
    const folder = await buildClient();
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      this.files.set(path.slice(folder.length), await readFile(path));
    }
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** Nothing has happened yet, and nobody listens. */
  reset(): void {
    this.hangUp();
    this.streams.clear();
    this.hosts = [];
    this.toldHosts = null;
    this.view = views.synced;
    this.preview = preview;
    this.project = aProject;
    this.refused = null;
    this.actRefused = null;
    this.signInError = null;
    this.calls = [];
    this.onAct = () => {};
    this.challenge = null;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  get streamCount(): number {
    return this.streams.size;
  }

  tell(event: Partial<LiveEvent> = {}): void {
    const line = JSON.stringify(
      LiveEventSchema.parse({ what: "record", projectId: null, parent: null, ...event }),
    );
    for (const stream of this.streams) stream.write(`event: changed\ndata: ${line}\n\n`);
  }

  hangUp(): void {
    for (const stream of this.streams) stream.destroy();
  }

  endStreams(): void {
    for (const stream of this.streams) stream.end();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    if (pathname.startsWith("/api/v1/")) {
      return this.answerApi(request, response, pathname.slice("/api/v1".length));
    }
    if (pathname === "/auth/procore") {
      this.challenge = searchParams.get("challenge");
      const outcome = this.signInError
        ? `error=${encodeURIComponent(this.signInError)}`
        : `code=${CODE}`;
      return void response.writeHead(302, { location: `/signed-in#${outcome}` }).end();
    }
    const page = /^\/(panel|console|signed-in)$/.test(pathname)
      ? `${pathname}/index.html`
      : pathname;
    const file = this.files.get(page);
    if (!file) return void response.writeHead(404).end();
    const body = page.endsWith(".html")
      ? file.toString().replace("%PROCORE_ORIGINS%", (this.toldHosts ?? this.hosts).join(" "))
      : file;
    const keep = page.startsWith("/assets/") && { "cache-control": "max-age=31536000, immutable" };
    response
      .writeHead(200, {
        "content-type": TYPES[extname(page)] ?? "application/json",
        "content-security-policy": this.policy(),
        ...keep,
      })
      .end(body);
  }

  private policy(): string {
    const ancestors = this.hosts.length > 0 ? this.hosts.join(" ") : "'none'";
    return `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${ancestors}`;
  }

  private async answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    this.calls.push(`${request.method} ${path}`);
    const send = (status: number, body?: unknown) =>
      void response
        .writeHead(status, { "content-type": "application/json" })
        .end(body === undefined ? "" : JSON.stringify(body));
    const refuse = ({ status, retryAfter, ...refused }: Refused) => {
      if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
      send(status, Refusal.parse({ ...refused, requestId: "r-1" }));
    };
    if (path === "/session" && request.method !== "POST") return send(204);
    if (path === "/session") {
      return (await this.isOwnTrade(request))
        ? send(200, views.session)
        : refuse({ status: 401, code: "not_signed_in", message: "Meant for another browser." });
    }
    if (request.headers.authorization !== `Bearer ${views.session.token}`) {
      return refuse({ status: 401, code: "not_signed_in", message: "Sign in again." });
    }
    if (this.refused) return refuse(this.refused);
    if (path.endsWith("/live")) return this.openStream(response);
    if (path.endsWith("/preview")) return send(200, this.preview);
    if (path.endsWith("/why")) return send(200, WhyNotPaid.parse(why));
    if (path.endsWith("/share")) return send(201, SharedInvoice.parse(shared));
    if (/\/projects\/\d+\/invoices\/\w+$/.test(path)) {
      return send(200, InvoicePlace.parse({ commitmentId: views.COMMITMENT }));
    }
    if (path.endsWith("/commitments")) return send(200, ProjectView.parse(this.project));
    if (request.method === "GET") return send(200, views.asTold(this.view));
    if (this.actRefused) return refuse(this.actRefused);
    this.onAct(path);
    send(202, {});
  }

  private async isOwnTrade(request: IncomingMessage): Promise<boolean> {
    const { code, verifier } = (await json(request)) as { code: unknown; verifier: unknown };
    return code === CODE && hash("sha256", String(verifier), "base64url") === this.challenge;
  }

  private openStream(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }
}
