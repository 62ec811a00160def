import { expect, it, vi } from "vitest";
import { describedBy } from "../../../server/kinds/commitment/described-by.ts";

it("reads of a description without end what it needs, and says nothing of it", () => {
  const warn = vi.spyOn(console, "warn");

  const { description } = describedBy({ description: `<p>Steel</p>${"<b>x</b>".repeat(20_000)}` });

  expect(description).toMatch(/^Steel x/);
  expect(warn).not.toHaveBeenCalled();
});
