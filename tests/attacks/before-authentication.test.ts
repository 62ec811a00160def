import { once } from "node:events";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { deliver } from "../bad-days/deliveries.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { useWorld } from "../world/use-world.ts";
import { aDelivery, secretOf } from "./genuine.ts";
import { standing } from "./standing.ts";

const lines: string[] = [];
const logTo = new Writable({
  write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()),
});
const { world, installed } = useWorld({ logLevel: "info", logTo });

/** As it is written here: no client tidies the address or adds what is missing. */
async function raw(text: string): Promise<{ socket: Socket; answer(): Promise<string> }> {
  const { port, hostname } = new URL(world.appUrl);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.write(text);
  return {
    socket,
    async answer() {
      const [data] = (await once(socket, "data")) as [Buffer];
      return data.toString();
    },
  };
}

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const { port, hostname: host } = new URL(world.appUrl);
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Does it, and holds that no row and no other system has seen anything of it. */
async function unseen(attack: () => Promise<void>): Promise<void> {
  await atRest(world);
  const before = await standing(world);
  const [procore, netsuite] = [world.procore.tap.heard.length, world.netsuite.tap.heard.length];
  await attack();
  await atRest(world);
  expect(await standing(world)).toEqual(before);
  expect(world.procore.tap.heard.slice(procore)).toEqual([]);
  expect(world.netsuite.tap.heard.slice(netsuite)).toEqual([]);
}

const head = (authorization: string, length: number) =>
  `POST /webhooks/procore HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: ${length}\r\n\r\n`;

it("reads no more of a stranger's delivery than it needs", () =>
  unseen(async () => {
    const delivery = aDelivery(installed, { company_id: 31_415 }).slice(0, -1);
    const { answer } = await raw(
      `${head("forged", 100_000_000)}${delivery},"x":"${"x".repeat(20_000)}`,
    );

    expect(await answer()).toMatch(/^HTTP\/1\.1 204 [\s\S]*connection: close/i);
  }));

it.each([
  ["a stranger's", () => "forged"],
  ["a genuine", () => secretOf(world, installed)],
])(
  "waits for the rest of %s delivery no longer than Procore waits for its answer",
  (_whose, secret) =>
    unseen(async () => {
      const delivery = aDelivery(installed);
      const { socket, answer } = await raw(
        head(secret(), delivery.length) + delivery.slice(0, 200),
      );
      const dripping = setInterval(() => socket.write(" "), 100);
      onTestFinished(() => clearInterval(dripping));

      expect(await answer()).toMatch(/^HTTP\/1\.1 408 [\s\S]*connection: close/i);
      await expect.poll(() => socket.closed || socket.readableEnded, soon).toBe(true);
    }),
);

it("makes no noise of senders who hang up", () =>
  unseen(async () => {
    lines.splice(0);
    for (let count = 0; count < 20; count += 1) {
      const { socket } = await raw(`${head("forged", 5_000)}{"company_id":1`);
      await once(socket, "connect");
      socket.resetAndDestroy();
    }
    await deliver(world, "{}", "forged");
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  }));

it("answers a person without a session before their body has come", () =>
  unseen(async () => {
    const { answer } = await raw(
      `PUT /api/v1/companies/${installed.companyId}/settings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{"automaticSync":true,`,
    );

    expect(await answer()).toMatch(/^HTTP\/1\.1 401 /);
  }));

const code = JSON.stringify({ code: "x".repeat(43), verifier: "y".repeat(43) });
it.each<[string, Record<string, string>, string | Uint8Array<ArrayBuffer>, number[]]>([
  ["as plain text", { "content-type": "text/plain" }, code, [400]],
  [
    "as a form",
    { "content-type": "application/x-www-form-urlencoded" },
    "code=1&verifier=2",
    [400],
  ],
  [
    "in an encoding of another age",
    { "content-type": "application/json; charset=utf-7" },
    code,
    [401],
  ],
  ["in a compression that nobody knows", { "content-encoding": "zstd-x" }, code, [400]],
  [
    "as a bomb",
    { "content-encoding": "gzip" },
    new Uint8Array(gzipSync(Buffer.alloc(20_000_000, " "))),
    [413],
  ],
  [
    "with more than it takes",
    {},
    JSON.stringify({ code: "x", verifier: "y".repeat(43), token: "z" }),
    [400],
  ],
  ["with lists within lists", {}, "[".repeat(2_000) + "]".repeat(2_000), [400]],
  ["with a longer body than it needs", {}, JSON.stringify({ code: "x".repeat(9_000) }), [413]],
  ["as it should be, with a code of nobody", {}, code, [401]],
])("gives no session for a code that comes %s", (_how, headers, body, statuses) =>
  unseen(async () => {
    const before = await world.database.admin("sessions").count();
    const { status } = await fetch(`${world.appUrl}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    expect(statuses).toContain(status);
    expect(await world.database.admin("sessions").count()).toEqual(before);
  }),
);

it("opens no door to a stranger by another method, path or header", () =>
  unseen(async () => {
    const { companyId } = installed;
    const { token } = installed.admin;
    const company = `/api/v1/companies/${companyId}`;
    for (const [method, path, headers] of [
      ["HEAD", `${company}/activities`],
      ["OPTIONS", `${company}/activities`],
      ["TRACE", `${company}/activities`],
      ["PROPFIND", `${company}/activities`],
      ["POST", `${company}/activities`, { "x-http-method-override": "GET" }],
      ["GET", `${company}/activities?token=${token}`],
      ["GET", `${company}/activities?access_token=${token}`],
      ["GET", `${company}/activities`, { authorization: `Basic ${token}` }],
      ["GET", `${company}/activities`, { authorization: token }],
      ["GET", `${company}/activities`, { authorization: `Bearer ${token} x` }],
      ["GET", `${company}/activities`, { authorization: `Bearer ${token.slice(0, -1)}` }],
      ["GET", `${company}/activities`, { "proxy-authorization": `Bearer ${token}` }],
      ["GET", `${company}/activities`, { "x-forwarded-user": "admin@ridgeline.example" }],
      ["GET", `/API/V1/companies/${companyId}/activities`],
      ["GET", `//api/v1/companies/${companyId}/activities`],
      ["GET", `/api/v1//companies/${companyId}/activities`],
      ["GET", `/panel/..${company}/activities`],
      ["GET", `/panel/..;${company}/activities`],
      ["GET", `/assets/%2e%2e${company}/activities`],
      ["GET", `/api/v1/openapi.json/../companies/${companyId}/activities`],
      ["GET", `/api/v1/companies/${companyId}%2factivities`],
      ["GET", `http://evil.example${company}/activities`],
      ["GET", `${company}/activities`, { host: "evil.example", "x-original-url": "/healthz" }],
    ] as const) {
      const { status, text } = await send(method, path, headers);
      expect([method, path, [400, 401, 403, 404, 501].includes(status)]).toEqual([
        method,
        path,
        true,
      ]);
      expect(text).not.toContain("Steel");
      expect(text).not.toContain(token);
    }
  }));

it("leads nobody to another host, whatever the request says its own is", () =>
  unseen(async () => {
    const odd = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
      "x-forwarded-prefix": "//evil.example",
    };
    const challenge = "a".repeat(43);
    for (const path of [
      `/auth/procore?return=panel&challenge=${challenge}`,
      `/auth/procore?return=/console&challenge=${challenge}`,
      "/auth/procore/callback?code=x&state=y",
      "/auth/procore/callback?error=access_denied&state=//evil.example",
    ]) {
      const { headers } = await send("GET", path, odd);
      const { origin } = new URL(String(headers.location), world.appUrl);
      expect([world.appUrl, new URL(world.procore.url).origin]).toContain(origin);
      expect(decodeURIComponent(String(headers.location))).not.toContain("evil");
      expect(String(headers["set-cookie"] ?? "")).not.toMatch(/domain=/i);
    }
  }));

it("spends no time on long addresses that look like secrets", () =>
  unseen(async () => {
    const began = performance.now();
    const asked = Array.from({ length: 40 }, () => send("GET", `/${"eyJ-".repeat(3_500)}`));
    for (const { status } of await Promise.all(asked)) expect(status).toBe(404);

    expect(performance.now() - began).toBeLessThan(5_000);
  }));

it("tells nobody what it runs on, and lets no other site read an answer", () =>
  unseen(async () => {
    for (const path of ["/", "/panel", "/api/v1/openapi.json", "/api/v1/session", "/nothing"]) {
      const { headers } = await send("GET", path, { origin: "https://evil.example" });
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("server");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
  }));
