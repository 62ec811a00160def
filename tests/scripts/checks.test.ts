import { expect, it, vi } from "vitest";
import { step } from "../../scripts/checks.ts";

it("counts a check that passes, fails or breaks, and goes on to the next", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});

  const tallies = [
    await step("broken", () => Promise.reject(new Error("no such package"))),
    await step("red", async () => false),
    await step("green", async () => true),
  ];

  expect(tallies).toEqual([
    { passed: 0, failed: 1 },
    { passed: 0, failed: 1 },
    { passed: 1, failed: 0 },
  ]);
  expect(said.mock.calls.flat()).toContain("broken: FAILED");
  said.mockRestore();
});
