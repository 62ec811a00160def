import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import { exchange, type HttpRequest } from "../../../server/wire/exchange.ts";
import { hostileServer } from "./hostile-server.ts";

const ask = (url: string, more: Partial<HttpRequest> = {}) =>
  exchange({ method: "GET", url, timeoutMs: 5_000, ...more });

it("hands over status, headers and a body that has all its digits", async () => {
  const url = await hostileServer((request, response) => {
    response.setHeader("x-seen", `${request.method} ${request.headers["x-asked"]}`);
    response.writeHead(201).end('{"id":9007199254740993}');
  });

  const answer = await ask(url, { method: "POST", headers: { "x-asked": "this" }, body: "{}" });

  expect(answer).toMatchObject({
    kind: "answer",
    status: 201,
    body: { id: "9007199254740993" },
    isReadable: true,
  });
  expect(answer.kind === "answer" && answer.headers.get("x-seen")).toBe("POST this");
});

it("reads a body as its caller wants it read", async () => {
  const url = await hostileServer((_request, response) => response.end("[1]"));

  const answer = await ask(url, { parse: (text) => text.length });

  expect(answer).toMatchObject({ body: 3 });
});

it("takes an empty body for an answer without one", async () => {
  const url = await hostileServer((_request, response) => response.writeHead(204).end());

  expect(await ask(url)).toMatchObject({ status: 204, body: undefined, isReadable: true });
});

it("cannot read HTML, and keeps its words", async () => {
  const url = await hostileServer((_request, response) => response.end("<h1>Maintenance</h1>"));

  expect(await ask(url)).toMatchObject({
    status: 200,
    body: undefined,
    isReadable: false,
    text: "<h1>Maintenance</h1>",
  });
});

it("takes a redirect for no answer and follows it nowhere", async () => {
  const asked: string[] = [];
  const url = await hostileServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(302, { location: "/login" }).end("{}");
  });

  expect(await ask(`${url}/record`)).toMatchObject({ status: 302, isReadable: false });
  expect(asked).toEqual(["/record"]);
});

it("knows that nothing was sent where nobody listens", async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));

  const outcomes = await Promise.all([
    ask(`http://127.0.0.1:${port}`),
    ask(`http://localhost:${port}`),
    ask("http://nobody.invalid"),
  ]);

  expect(outcomes).toMatchObject([
    { kind: "no answer", wasSent: false, reason: "ECONNREFUSED" },
    { kind: "no answer", wasSent: false, reason: "ECONNREFUSED" },
    { kind: "no answer", wasSent: false, reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) },
  ]);
});

it("does not know what became of a request whose connection broke", async () => {
  const url = await hostileServer((request) => request.socket.destroy());

  const outcome = await ask(url, { method: "POST", body: "{}" });

  expect(outcome).toMatchObject({ kind: "no answer", wasSent: true, cause: expect.any(Error) });
});

it("does not know what became of a request whose answer breaks off", async () => {
  const url = await hostileServer((request, response) => {
    response.writeHead(200, { "content-length": "100" }).write('{"id":');
    setTimeout(() => request.socket.destroy(), 20);
  });

  expect(await ask(url)).toMatchObject({ kind: "no answer", wasSent: true });
});

it.each([
  ["the head", false],
  ["the body", true],
])("gives up when %s of the answer does not come in time", async (_what, sendsHead) => {
  const url = await hostileServer((_request, response) => {
    if (sendsHead) response.writeHead(200).write("{");
  });

  const outcome = await ask(url, { timeoutMs: 200 });

  expect(outcome).toMatchObject({ kind: "no answer", wasSent: true, reason: "TimeoutError" });
});

it("gives up when the job ends", async () => {
  const job = new AbortController();
  const url = await hostileServer(() => job.abort());

  const outcome = await ask(url, { signal: job.signal });

  expect(outcome).toMatchObject({ kind: "no answer", wasSent: true, reason: "AbortError" });
});

it("sends nothing once the job has ended", async () => {
  const answer = vi.fn();
  const url = await hostileServer(answer);

  const outcome = await ask(url, { signal: AbortSignal.abort() });

  expect(outcome).toMatchObject({ kind: "no answer", wasSent: false, reason: "AbortError" });
  expect(answer).not.toHaveBeenCalled();
});

it("reads no answer that is longer than it may be", async () => {
  let hasStopped = false;
  const url = await hostileServer((_request, response) => {
    response.on("close", () => (hasStopped = true));
    const more = () => response.write(" ".repeat(64 * 1024), () => setImmediate(more));
    more();
  });

  const outcome = await ask(url, { mostBytes: 1_000_000 });

  expect(outcome).toMatchObject({ kind: "no answer", wasSent: true, reason: "AnswerTooLongError" });
  await expect.poll(() => hasStopped).toBe(true);
});

it("keeps letters whole that two chunks share", async () => {
  const [before, after] = [
    Buffer.from('"Zürich"').subarray(0, 3),
    Buffer.from('"Zürich"').subarray(3),
  ];
  const url = await hostileServer((_request, response) => {
    response.write(before);
    setTimeout(() => response.end(after), 20);
  });

  expect(await ask(url)).toMatchObject({ body: "Zürich" });
});
