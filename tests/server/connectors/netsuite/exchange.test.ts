import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { exchange } from "../../../../server/connectors/netsuite/exchange.ts";

async function ask(listener: RequestListener, timeoutMs = 10_000) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  );
  return askAt((server.address() as AddressInfo).port, timeoutMs);
}

const askAt = (port: number, timeoutMs = 10_000) =>
  exchange((call) => call(), {
    method: "PUT",
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    body: "{}",
    timeoutMs,
  });
/** A port of the system's own, which nothing is given by chance. */
const NOBODYS_PORT = 2;

const breakOff: RequestListener = (_, response) => {
  response.writeHead(200, { "content-length": "500" });
  response.write('{"id":', () => response.destroy());
};
const redirect: RequestListener = (_, response) =>
  void response.writeHead(302, { location: "/login" }).end();

it("knows that a call never left when nobody listens", async () => {
  expect(await askAt(NOBODYS_PORT)).toMatchObject({ kind: "silence", wasSent: false });
});

it("takes a broken connection for a call that may have been carried out", async () => {
  expect(await ask((request) => request.socket.destroy())).toMatchObject({
    kind: "silence",
    wasSent: true,
  });
});

it("takes an answer that breaks off for a call that may have been carried out", async () => {
  expect(await ask(breakOff)).toMatchObject({ kind: "silence", wasSent: true });
});

it("stops waiting when the time is over", async () => {
  expect(await ask(() => undefined, 20)).toMatchObject({
    kind: "silence",
    wasSent: true,
    cause: { name: "TimeoutError" },
  });
});

it("does not follow a redirect to a log-in page", async () => {
  expect(await ask(redirect)).toMatchObject({ kind: "answer", status: 302, isReadable: false });
});

it("reads an empty answer as one", async () => {
  expect(await ask((_, response) => void response.writeHead(204).end())).toMatchObject({
    kind: "answer",
    status: 204,
    body: undefined,
    isReadable: true,
  });
});
