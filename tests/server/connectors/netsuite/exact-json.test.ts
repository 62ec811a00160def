import fc from "fast-check";
import { expect, it } from "vitest";
import {
  readJson,
  showJson,
  writeJson,
} from "../../../../server/connectors/netsuite/exact-json.ts";

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`);

it("writes an amount as a JSON number", () => {
  expect(writeJson({ amount: "1250.50", line: "3", memo: "12" })).toBe(
    '{"amount":1250.5,"line":3,"memo":"12"}',
  );
});

it("keeps every digit of any amount there and back", () => {
  fc.assert(
    fc.property(amount, (written) => {
      const { amount: read } = readJson(writeJson({ amount: written })) as { amount: string };

      expect(read.includes(".") ? read.replace(/0+$/, "") : read).toBe(
        written.replace(/^-0\.00$/, "-0").replace(/\.?0+$/, ""),
      );
    }),
  );
});

it("reads numbers as the text they were sent as", () => {
  expect(readJson('{"amount":12345678901234567.89,"line":1,"on":true,"id":"7"}')).toEqual({
    amount: "12345678901234567.89",
    line: "1",
    on: true,
    id: "7",
  });
});

it("shows plain numbers unless a float would change them", () => {
  expect(showJson('{"amount":1250.5}')).toEqual({ amount: 1250.5 });
  expect(JSON.stringify(showJson('{"amount":12345678901234567.89}'))).toBe(
    '{"amount":12345678901234567.89}',
  );
});

it("reads no number that would fill the memory", () => {
  expect(readJson('{"amount":1.5E+2}')).toEqual({ amount: "1.5E+2" });
  expect(() => readJson('{"amount":1e9999999}')).toThrow(SyntaxError);
});
