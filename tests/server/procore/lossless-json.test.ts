import { expect, it } from "vitest";
import { integer, parseLossless } from "../../../server/procore/lossless-json.ts";

it("keeps every digit of an id beyond 2^53", () => {
  const parsed = parseLossless('{"id":9007199254740993,"small":42,"list":[18446744073709551615]}');

  expect(parsed).toEqual({ id: "9007199254740993", small: 42, list: ["18446744073709551615"] });
});

it("keeps an id beyond 2^53 as text even where a double happens to hold it", () => {
  expect(parseLossless('{"id":9007199254740994,"last":9007199254740991}')).toEqual({
    id: "9007199254740994",
    last: 9007199254740991,
  });
});

it("keeps the cents of an amount that is sent as a number", () => {
  expect(parseLossless('{"amount":1250.10,"zero":1250.00}')).toEqual({
    amount: "1250.10",
    zero: "1250.00",
  });
});

it("writes an id as an integer, whatever its size", () => {
  expect(JSON.stringify({ id: integer("9007199254740993") })).toBe('{"id":9007199254740993}');
});

it("refuses to write what is not an id", () => {
  expect(() => integer('1,"admin":true')).toThrow(TypeError);
});
