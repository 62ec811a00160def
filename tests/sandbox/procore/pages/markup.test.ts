import { expect, it } from "vitest";
import { money, readAmount } from "./format.ts";
import { html } from "./html.ts";
import { contextId } from "./panel.ts";

it("escapes whatever is not markup, in text and in attributes", () => {
  const typed = `"><img src=x onerror='a&b'>`;

  const { text } = html`<b title="${typed}">${[typed, html`<i>${1}</i>`]}${false}${undefined}</b>`;

  const escaped = "&#34;&#62;&#60;img src=x onerror=&#39;a&#38;b&#39;&#62;";
  expect(text).toBe(`<b title="${escaped}">${escaped}<i>1</i></b>`);
});

it("writes money with separators, cents and parentheses for what is owed back", () => {
  expect(["1250000", "0.1", "-42000.005", "90071992547409931.25"].map(money)).toEqual([
    "$1,250,000.00",
    "$0.10",
    "($42,000.01)",
    "$90,071,992,547,409,931.25",
  ]);
});

it("reads amounts as people type them and nothing else", () => {
  expect(["$1,250.5", " 7 ", "-3.00"].map(readAmount)).toEqual(["1250.50", "7.00", "-3.00"]);
  expect(["", "1e9", "12.345", "NaN", "0x10"].map(readAmount)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("tells apps ids as numbers, and as strings where a number would lose digits", () => {
  expect(contextId("562949953421312")).toBe(562949953421312);
  expect(contextId("9007199254740993")).toBe("9007199254740993");
});
