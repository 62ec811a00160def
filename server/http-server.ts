import { createServer, IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Request, Response } from "express";
import type { Logger } from "pino";
import { securityHeaders } from "./http/frame.ts";
import { countDelivery } from "./metrics.ts";
import { sampled } from "./webhooks/sampled.ts";

/** More than `http/heads.ts` takes, so that it is the app that refuses, knowing who asked what. */
const LONGEST_HEAD = 64 * 1024;
/** Until then what still comes is thrown away, so that its sender hears the answer. */
const LINGERS_MS = 2_000;

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

interface ServerParts {
  isSecure: boolean;
  log: Pick<Logger, "warn">;
}

interface Unread extends NodeJS.ErrnoException {
  rawPacket?: Buffer;
}

/**
 * What Node's own parser refuses never reaches the app: here it gets the headers of all other
 * answers, and a delivery the 204 without which Procore would pause the URL for all companies.
 */
export function createHttpServer({ isSecure, log }: ServerParts): Server {
  const headers = plainHeaders(isSecure);
  const dropped = sampled(log);
  const answers = new WeakMap<Socket, ServerResponse>();
  const server = createServer({ maxHeaderSize: LONGEST_HEAD, requireHostHeader: false });
  server.on("request", ({ socket }, response) => void answers.set(socket, response));
  // Any hook may send an Expect of its own, which nobody has to meet.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("clientError", (error: Unread, stream) => {
    const socket = stream as Socket;
    const last = answers.get(socket);
    if (!socket.writable || (last?.headersSent && !last.writableFinished)) {
      if (!socket.writableEnded) socket.destroy();
      return;
    }
    const isDelivery = mayBeDelivery(error, socket);
    if (isDelivery) {
      dropped.warn({ outcome: "unreadable_head", why: error.code }, "dropped a webhook delivery");
      countDelivery("dropped");
    }
    const status = isDelivery ? "204 No Content" : (STATUS[error.code ?? ""] ?? "400 Bad Request");
    const length = isDelivery ? [] : ["Content-Length: 0"];
    socket.end(
      [`HTTP/1.1 ${status}`, ...headers, ...length, "Connection: close", "\r\n"].join("\r\n"),
    );
    const lingering = setTimeout(() => socket.destroy(), LINGERS_MS).unref();
    socket.once("close", () => clearTimeout(lingering));
  });
  return server;
}

/** By its first bytes. Of a later part of a request nobody can tell: then it may be one. */
function mayBeDelivery({ rawPacket }: Unread, socket: Socket): boolean {
  if (!rawPacket) return false;
  const start = rawPacket.toString("latin1", 0, 32);
  if (/^[A-Z]{3,20} \S/.test(start)) return /^POST \/webhooks\/procore[ ?/]/i.test(start);
  return socket.bytesRead > rawPacket.length;
}

function plainHeaders(isSecure: boolean): string[] {
  const response = new ServerResponse(new IncomingMessage(new Socket())) as Response;
  const request = { path: "/" } as Request;
  securityHeaders({ procoreOrigins: [], isSecure })(request, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => `${name}: ${String(value)}`);
}
