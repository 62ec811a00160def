import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ works: false });

/** As it stands, byte for byte: `fetch` would put it right. Resolves with all that comes back. */
async function send(...lines: string[]): Promise<string> {
  const { hostname, port } = new URL(world.appUrl);
  const socket = connect(Number(port), hostname);
  socket.write(lines.join("\r\n"));
  return text(socket);
}

const bearer = () => `Authorization: Bearer ${installed.admin.token}`;

it.each([
  { what: "two lengths", headers: ["Content-Length: 4", "Content-Length: 44"] },
  { what: "a length and chunks", headers: ["Content-Length: 4", "Transfer-Encoding: chunked"] },
  { what: "chunks under another name", headers: ["Transfer-Encoding: xchunked"] },
  { what: "a header on two lines", headers: ["Transfer-Encoding:", " chunked"] },
  { what: "a space before the colon", headers: ["Content-Length : 4"] },
])("reads nothing of a request with $what, nor what is hidden behind it", async ({ headers }) => {
  const answer = await send(
    "POST /api/v1/session HTTP/1.1",
    "Host: app",
    ...headers,
    "",
    "0",
    "",
    "GET /api/v1/companies HTTP/1.1",
    "Host: app",
    bearer(),
    "",
    "",
  );

  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
  expect(answer).not.toContain(installed.companyId);
});

const long = "x".repeat(20_000);
const DELIVERY = "POST /webhooks/procore HTTP/1.1";

it.each([
  { what: "a secret of 20 kB", lines: [DELIVERY, "Host: app", `Authorization: ${long}`] },
  { what: "a secret of 300 kB", lines: [DELIVERY, `Authorization: ${long.repeat(15)}`] },
  { what: "an address of 20 kB", lines: [`POST /webhooks/procore?${long} HTTP/1.1`, "Host: app"] },
  { what: "a broken header", lines: [DELIVERY, "Host: app", "Content-Length : 4"] },
  { what: "two lengths", lines: [DELIVERY, "Content-Length: 4", "Content-Length: 44"] },
  { what: "a broken chunk", lines: [DELIVERY, "Transfer-Encoding: chunked", "", "zz"] },
  { what: "an expectation", lines: [DELIVERY, "Host: app", "Authorization: x", "Expect: x"] },
  { what: "no host", lines: [DELIVERY, "Authorization: x"] },
])("lets no delivery with $what stop the deliveries of all companies", async ({ lines }) => {
  const answer = await send(...lines, "Connection: close", "", "");

  expect(answer).toMatch(/^HTTP\/1\.1 204 /);
  expect(answer).toMatch(/^connection: close/im);
  expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
});

it("knows a delivery whose long secret comes in pieces", async () => {
  const { hostname, port } = new URL(world.appUrl);
  const socket = connect(Number(port), hostname);
  socket.write(`${DELIVERY}\r\nHost: app\r\nAuthorization: `);
  for (let piece = 0; piece < 8; piece += 1) {
    await wait(20);
    socket.write("x".repeat(10_000));
  }

  expect(await text(socket)).toMatch(/^HTTP\/1\.1 204 [\s\S]*^connection: close/im);
});

it.each([
  { status: 400, lines: ["GET / HTTP/1.1", "Host: app", "A header : x"] },
  { status: 400, lines: ["GET / HTTP/1.1"] },
  { status: 400, lines: ["\x16\x03\x01 what is no HTTP"] },
  { status: 431, lines: ["GET / HTTP/1.1", "Host: app", `Cookie: ${long}`] },
  { status: 404, lines: ["GET /nothing HTTP/1.1", "Host: app", "Expect: x"] },
])("gives what it refuses with $status the headers of all answers", async ({ status, lines }) => {
  const answer = await send(...lines, "Connection: close", "", "");

  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  for (const header of ["nosniff", "no-referrer", "frame-ancestors 'none'", "noindex"]) {
    expect(answer).toContain(header);
  }
});

it.each(["/", "/panel", "/assets/icon.svg", "/api/v1/companies", "/healthz"])(
  "repeats nothing of a TRACE of %s",
  async (path) => {
    const answer = await send(
      `TRACE ${path} HTTP/1.1`,
      "Host: app",
      bearer(),
      "Connection: close",
      "",
      "",
    );

    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain(installed.admin.token);
  },
);

it.each([
  "/.git/config",
  "/.env",
  "/package.json",
  "/server/config.ts",
  "/assets/",
  "/assets/.",
  "/assets/../packages.json",
  "/assets/..%2fpackages.json",
  "/assets/%2e%2e/%2e%2e/sbom.json",
  "/packages.json",
  "/script-sizes.json",
  "//evil.example/panel",
])("has neither a file nor a list of files at %s", async (path) => {
  const answer = await send(`GET ${path} HTTP/1.1`, "Host: app", "Connection: close", "", "");

  expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404) /);
  expect(answer).not.toMatch(/licen[cs]e|kilobytes|import |Index of/i);
});

it("sends no other site a header that would let it read an answer", async () => {
  const answer = await send(
    "OPTIONS /api/v1/companies HTTP/1.1",
    "Host: app",
    "Origin: https://evil.example",
    "Access-Control-Request-Method: GET",
    "Access-Control-Request-Headers: authorization",
    "Connection: close",
    "",
    "",
  );

  expect(answer).not.toMatch(/^access-control-/im);
});
