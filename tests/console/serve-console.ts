import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { LiveEvent } from "../../server/api/contract.ts";
import { buildClient } from "../client/build-client.ts";
import { answer } from "./play-api.ts";
import { type Played, startPlay } from "./played.ts";

export interface ConsoleServer {
  url: string;
  played: Played;
  stop(): Promise<void>;
}

const pages: Record<string, string> = {
  "/install": "console/index.html",
  "/console": "console/index.html",
  "/signed-in": "signed-in/index.html",
};
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".css": "text/css",
};

/** The built screens and a played API, over real HTTP on a port of its own. */
export async function serveConsole(): Promise<ConsoleServer> {
  const folder = await buildClient();
  const played = startPlay();
  const streams = new Set<ServerResponse>();
  played.tell = (event: LiveEvent) => {
    for (const stream of streams) {
      stream.write(`event: changed\ndata: ${JSON.stringify(event)}\n\n`);
    }
  };
  played.streams = () => streams.size;
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (pathname.endsWith("/live")) return openStream(response);
    if (pathname.startsWith("/api/v1/")) return sendAnswer(request, response);
    if (pathname === "/auth/procore") return goBack(response, searchParams);
    if (pathname === "/host") return sendHost(response, searchParams.get("frame") ?? "");
    const file = pages[pathname] ?? normalize(pathname).slice(1);
    const content = await readFile(join(folder, file)).catch(() => null);
    if (content === null) return void response.writeHead(404).end();
    const isPage = file.endsWith(".html");
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      ...(pathname.startsWith("/assets/") && { "cache-control": "max-age=31536000, immutable" }),
    });
    response.end(isPage ? filled(content.toString()) : content);
  }

  const filled = (page: string) =>
    page.replace("%PROCORE_ORIGINS%", "https://procore.test").replace("%APP_ORIGIN%", url);

  function openStream(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(": here\n\n");
    streams.add(response);
    response.on("close", () => streams.delete(response));
  }

  async function sendAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const { status, body } = answer(played, request, text ? JSON.parse(text) : undefined);
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(body === undefined ? undefined : JSON.stringify(body));
  }

  /** Procore's sign-in as seen from here: the browser leaves and is back with a one-time code. */
  function goBack(response: ServerResponse, asked: URLSearchParams): void {
    const path = asked.get("return") ?? "";
    played.challenge = asked.get("challenge");
    played.calls.push(`AUTH ${path}`);
    const target = path === "panel" ? "/signed-in" : path;
    response
      .writeHead(302, {
        location: played.signIn === "ends empty" ? target : `${target}#code=a-one-time-code`,
      })
      .end();
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return { url, played, stop };
}

/** A page of Procore's with ours in it. */
function sendHost(response: ServerResponse, frame: string): void {
  response
    .writeHead(200, { "content-type": "text/html" })
    .end(
      `<!doctype html><html lang="en"><title>Procore</title><link rel="icon" href="data:,"><iframe title="Crosstie" src="${frame}" style="width:100%;height:800px"></iframe></html>`,
    );
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
