import type { Locator } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someRecords } from "./some-records.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

afterEach(() => stage.page.emulateMedia({ forcedColors: null }));

/** Of each entry: whether it is the current one, and whether its edge is told from the page. */
const edges = (entries: Locator, edge: "Left" | "Bottom") =>
  entries.evaluateAll(
    (all, side) =>
      all.map((one) => {
        const look = one.ownerDocument.defaultView!.getComputedStyle(one);
        const page = one.ownerDocument.defaultView!.getComputedStyle(one.ownerDocument.body);
        return {
          isCurrent: ["page", "true"].includes(one.getAttribute("aria-current") ?? ""),
          isMarked: look[`border${side as "Left"}Color`] !== page.backgroundColor,
        };
      }),
    edge,
  );

it("marks the current entry alone where colours are forced", async () => {
  Object.assign(stage.played, { installation: runningInstallation(), records: someRecords() });
  await stage.page.emulateMedia({ forcedColors: "active" });
  const page = await stage.open(`${consolePath}&page=integration`);
  await page.locator("[data-record]").first().waitFor();

  const pages = await edges(
    page.getByRole("navigation", { name: "Pages" }).getByRole("link"),
    "Left",
  );
  const tabs = await edges(
    page.getByRole("navigation", { name: "Records by status" }).getByRole("button"),
    "Bottom",
  );

  for (const entries of [pages, tabs]) {
    expect(entries.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(entries.filter(({ isMarked, isCurrent }) => isMarked !== isCurrent)).toEqual([]);
  }
});
