import { expect, it } from "vitest";
import { withoutPassword } from "../../../server/database/refused.ts";

it.each([
  ["postgres://app:secret@db:5432/crosstie", "postgres://app@db:5432/crosstie"],
  ["postgres://app:se:cr@e/t@db/crosstie", "postgres://app@db/crosstie"],
  [
    "postgres://app@db/crosstie?password=secret&ssl=true",
    "postgres://app@db/crosstie?password=…&ssl=true",
  ],
  ["postgres://db:5432/crosstie", "postgres://db:5432/crosstie"],
  ["postgres:///crosstie?host=/run", "postgres:///crosstie?host=/run"],
])("shows an address without its password: %s", (address, shown) => {
  expect(withoutPassword(address)).toBe(shown);
});
