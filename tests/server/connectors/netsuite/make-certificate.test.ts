import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import {
  netsuite as connect,
  netsuiteSystem,
} from "../../../../server/connectors/netsuite/connector.ts";
import { serveSystem } from "../../../sandbox/core/serve.ts";
import { netsuite } from "../../../sandbox/netsuite/netsuite.ts";

const hasOpenSsl = spawnSync("openssl", ["version"]).status === 0;

it.skipIf(!hasOpenSsl)("tells a command whose key signs in", async () => {
  const step = netsuiteSystem.credentials.steps.find((one) => one.includes("openssl"))!;
  const [command, ...args] = step.slice(step.indexOf("openssl")).split(" ");
  const folder = mkdtempSync(join(tmpdir(), "crosstie-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  execFileSync(command!, args, { cwd: folder, stdio: "ignore" });

  const privateKey = readFileSync(join(folder, "key.pem"), "utf8").trim();
  const { fields } = netsuiteSystem.credentials;
  for (const rule of fields.find(({ id }) => id === "privateKey")?.rules ?? []) {
    expect(new RegExp(rule.pattern).test(privateKey)).toBe(rule.isWanted);
  }
  const certificate = new X509Certificate(readFileSync(join(folder, "cert.pem")));
  const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(730);
  const system = netsuite({ privateKey });
  const served = await serveSystem(system);
  onTestFinished(() => served.close());
  const credentials = { ...system.credentials, privateKey, baseUrl: served.url };
  const parts = { settings: {}, lane: <T>(call: () => Promise<T>) => call() };
  const connector = connect({ ...parts, credentials, pause: async () => undefined });
  await expect(connector.check()).resolves.toMatchObject({ missing: [] });
});
