import { expect, it } from "vitest";
import { tranIdOf } from "../../../../server/connectors/netsuite/written-fields.ts";

const long = "SC-26-004 Structural steel and miscellaneous metals";

it("leaves a number as it is that NetSuite has room for", () => {
  expect(tranIdOf({ number: " 1 " })).toBe("1");
  expect(tranIdOf({ number: "9".repeat(45) })).toBe("9".repeat(45));
});

it("keeps two numbers apart that are alike in what NetSuite has room for", () => {
  const ids = [`${long}-1`, `${long}-2`].map((number) => tranIdOf({ number }));

  expect(new Set(ids).size).toBe(2);
  for (const id of ids) {
    expect(Array.from(id)).toHaveLength(45);
    expect(id).toMatch(/^SC-26-004 Structural steel and misce~/);
  }
  expect(tranIdOf({ number: `${long}-1` })).toBe(ids[0]);
});
