import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { createLog } from "../../server/log.ts";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()),
  });
  write(createLog("info", destination));
  return lines.join("");
}

it("writes one line of JSON with level, time and message", () => {
  const line = JSON.parse(
    written((log) => log.info({ queue: "push-record" }, "job done")),
  ) as object;

  expect(line).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
    queue: "push-record",
    msg: "job done",
  });
});

it("leaves out secrets by name, however deep", () => {
  const text = written((log) =>
    log.info(
      {
        headers: { authorization: "s3cret-1" },
        parts: { netsuite: { credentials: { id: "s3cret-2" } } },
        accessToken: "s3cret-3",
        a: { b: { c: { privateKey: "s3cret-4" } } },
      },
      "x",
    ),
  );

  expect(text).not.toMatch(/s3cret/);
  expect(text.match(/\[secret\]/g)).toHaveLength(4);
});

it.each([
  ["a bearer token", "GET failed with Bearer abcdefgh12345678"],
  ["a JWT", "sent eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"],
  [
    "a private key",
    "could not read -----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
  ],
  ["a sign-in code", "GET /auth/procore/callback?code=abcdefgh12345678&state=1"],
  ["a client secret", "body was grant_type=refresh_token&client_secret=abcdefgh12345678"],
  ["a database password", "connect postgresql://crosstie:abcdefgh12345678@db/crosstie"],
])("leaves out %s in an error's text", (_, message) => {
  const text = written((log) => log.error({ err: new Error(message) }, message));

  expect(text).not.toMatch(/abcdefgh12345678|MIIEvQ|c2lnbmF0dXJl/);
});

it("keeps an error's own code and its cause", () => {
  const text = written((log) =>
    log.error(
      {
        err: Object.assign(new Error("outer", { cause: new Error("inner") }), {
          code: "rate_limited",
        }),
      },
      "x",
    ),
  );

  expect(text).toMatch(/rate_limited/);
  expect(text).toMatch(/inner/);
});
