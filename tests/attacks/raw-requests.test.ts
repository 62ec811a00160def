import { connect } from "node:net";
import { text } from "node:stream/consumers";
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
