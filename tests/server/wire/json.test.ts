import fc from "fast-check";
import { expect, it } from "vitest";
import { exactNumber, parseJson } from "../../../server/wire/json.ts";

it("keeps every digit of an id beyond 2^53", () => {
  const parsed = parseJson('{"id":9007199254740993,"small":42,"list":[18446744073709551615]}');

  expect(parsed).toEqual({ id: "9007199254740993", small: 42, list: ["18446744073709551615"] });
});

it("keeps an id beyond 2^53 as text even where a double happens to hold it", () => {
  expect(parseJson('{"id":9007199254740994,"last":9007199254740991}')).toEqual({
    id: "9007199254740994",
    last: 9007199254740991,
  });
});

it("keeps the cents of an amount that is sent as a number", () => {
  expect(parseJson('{"amount":1250.10,"zero":1250.00,"half":0.5}')).toEqual({
    amount: "1250.10",
    zero: "1250.00",
    half: 0.5,
  });
});

it("reads each number as text for a caller who wants that", () => {
  expect(parseJson('{"line":1,"rate":-2.50,"on":true,"none":null}', () => true)).toEqual({
    line: "1",
    rate: "-2.50",
    on: true,
    none: null,
  });
});

it.each(["1e131071", "-0", "1E5", "-12.340"])("keeps %s as it was sent", (number) => {
  expect(parseJson(`[${number}]`)).toEqual([number]);
});

it("leaves strings as they are, whatever they look like", () => {
  const value = {
    '9007199254740993": 1, "': "9007199254740993",
    quoted: 'say "9007199254740993" \\',
    slash: "\\\\ 12.50",
    list: ["1.00", '\\"1.00'],
  };

  expect(parseJson(JSON.stringify({ ...value, id: 1 }))).toEqual({ ...value, id: 1 });
  expect(parseJson(JSON.stringify([value, 0]).replace(/0]$/, "9007199254740993]"))).toEqual([
    value,
    "9007199254740993",
  ]);
});

it("reads what JSON.parse reads, where no digit can be lost", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify([value, "12.50 is no number"]);
      const numbersAsText = JSON.parse(text, (_key, one: unknown) =>
        typeof one === "number" ? JSON.stringify(one) : one,
      ) as unknown;

      expect(parseJson(text, () => false)).toEqual(JSON.parse(text));
      expect(parseJson(text, () => true)).toEqual(numbersAsText);
    }),
  );
});

it.each(["", "{", '{"a":01}', "[1,]", "<html>", '"open', "{'a':1}"])("refuses %j", (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
  expect(() => parseJson(text, () => true)).toThrow(SyntaxError);
});

it.each([
  ["long numbers", `[${"12345678901234567890,".repeat(12_000)}1]`],
  ["short numbers", `[${"1,".repeat(126_000)}12345678901234567890]`],
  ["one endless number", `[${"1".repeat(250_000)}]`],
  ["escapes", `["${'\\"'.repeat(120_000)}",12345678901234567890]`],
  ["strings", `[${'"a",'.repeat(63_000)}12345678901234567890]`],
])("reads 250 kB of %s without delay", (_what, text) => {
  parseJson(text);
  const before = performance.now();

  parseJson(text);

  // 1 to 10 ms where nothing else runs; a pattern that starts anew at each quote takes many seconds.
  expect(performance.now() - before).toBeLessThan(2_000);
});

it.each([
  ["an open string full of quotes", `["${'\\"'.repeat(125_000)}`],
  ["nothing but quotes and backslashes", '"\\'.repeat(125_000)],
])("refuses 250 kB of %s without delay", (_what, text) => {
  const before = performance.now();

  expect(() => parseJson(text)).toThrow(SyntaxError);

  expect(performance.now() - before).toBeLessThan(2_000);
});

it("writes a number with every digit it has as a string", () => {
  const body = { id: exactNumber("9007199254740993"), amount: exactNumber("-1250.10") };

  expect(JSON.stringify(body)).toBe('{"id":9007199254740993,"amount":-1250.10}');
});

it.each(['1,"admin":true', "", "1e5", "0x1", "007", " 1"])("writes no %j as a number", (text) => {
  expect(() => exactNumber(text)).toThrow();
});

it.each([
  ['"a\\u0000b"', "a\ufffdb"],
  ['"a\\ud83db"', "a\ufffdb"],
  ['"\\udc00\\ud83d"', "\ufffd\ufffd"],
  ['"\\uD83D\\uDE00"', "😀"],
  ['"\\\\u0000 \\\\\\u0000"', "\\u0000 \\\ufffd"],
])("reads %s without what PostgreSQL could not store", (text, read) => {
  expect(parseJson(text)).toBe(read);
  expect(parseJson(`{${text}:1.50}`)).toEqual({ [read]: "1.50" });
});
