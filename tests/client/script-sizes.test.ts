import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";
import { scriptBudgets } from "../../client/build/script-budgets.ts";
import { buildClient } from "./build-client.ts";

it.each([
  ["panel", 120],
  ["console", 300],
])(
  "loads at most the %s's budget of gzipped scripts before it shows, %i kB",
  async (name, most) => {
    const built = await buildClient();
    const sizes = JSON.parse(await readFile(join(built, "script-sizes.json"), "utf8")) as Record<
      string,
      { kilobytes: number; files: string[] }
    >;
    const { kilobytes, files } = sizes[`${name}/index.html`]!;
    const page = await readFile(join(built, `${name}/index.html`), "utf8");

    const loaded = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
      ([, file]) => file!,
    );
    const bytes = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(join(built, file))).length),
    );

    expect(files).toEqual(expect.arrayContaining(loaded));
    // what is written is a few comments longer than what was weighed
    expect(bytes.reduce((sum, one) => sum + one, 0) / 1000).toBeLessThan(kilobytes + 2);
    expect(kilobytes).toBeLessThanOrEqual(most);
  },
);

it("has one file of type for all pages, loaded with them, and small enough to come at once", async () => {
  const built = await buildClient();
  const fonts = new Set<string>();
  for (const name of ["panel", "console"]) {
    const page = await readFile(join(built, `${name}/index.html`), "utf8");
    const [preload] = /<link[^>]*rel="preload"[^>]*>/.exec(page) ?? [];
    const [, file] = /href="\/(assets\/[^"]+\.woff2)"/.exec(preload ?? "") ?? [];
    fonts.add(file!);
  }
  const [font, ...others] = fonts;

  expect(others).toEqual([]);
  expect((await readFile(join(built, font!))).length).toBeLessThan(60_000);
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
      plugins: [entry, scriptBudgets({ "/panel.js": kilobytes })],
      build: { write: false, rolldownOptions: { input: "/panel.js" } },
    });

  await buildWithin(3);
  await expect(buildWithin(1)).rejects.toThrow(
    /first scripts of \/panel.js weigh [12]\.\d kB gzipped, its budget is 1 kB/,
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
