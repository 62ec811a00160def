import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";
import { panelBudget } from "../../client/build/panel-budget.ts";
import { buildClient } from "./build-client.ts";

it("loads at most 150 kB of gzipped scripts before the panel shows", async () => {
  const built = await buildClient();
  const { kilobytes, files } = JSON.parse(
    await readFile(join(built, "panel-size.json"), "utf8"),
  ) as { kilobytes: number; files: string[] };
  const page = await readFile(join(built, "panel/index.html"), "utf8");

  const loaded = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    ([, file]) => file!,
  );
  const bytes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(built, file))).length),
  );

  expect(files).toEqual(expect.arrayContaining(loaded));
  expect(bytes.reduce((sum, one) => sum + one, 0) / 1000).toBeCloseTo(kilobytes, 0);
  expect(kilobytes).toBeLessThanOrEqual(150);
});

it("builds nothing when the first scripts are over their budget", async () => {
  // Unlike code that repeats itself, this stays as large when it is gzipped.
  const code = `console.log(${JSON.stringify(randomBytes(1_500).toString("base64"))});`;
  const entry = {
    name: "entry",
    resolveId: (id: string) => (id.endsWith("/panel.js") ? "/panel.js" : null),
    load: (id: string) => (id === "/panel.js" ? code : null),
  };
  const buildWithin = (kilobytes: number) =>
    build({
      configFile: false,
      logLevel: "silent",
      plugins: [entry, panelBudget({ entry: "/panel.js", kilobytes })],
      build: { write: false, rolldownOptions: { input: "/panel.js" } },
    });

  await buildWithin(3);
  await expect(buildWithin(1)).rejects.toThrow(
    /first scripts weigh [12]\.\d kB gzipped, its budget is 1 kB/,
  );
});

it("has no script or style of its own in the pages, nor any other host", async () => {
  const built = await buildClient();

  for (const name of ["panel", "console", "signed-in"]) {
    const page = await readFile(join(built, name, "index.html"), "utf8");
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/https?:\/\//);
  }
});
