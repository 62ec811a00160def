import { expect, it } from "vitest";
import { fromSample, fromSkeleton, toSchema, type Noted } from "./json-schema.ts";
import { faultsOf } from "./reference.ts";

const NOTED: Noted = {
  type: "object",
  required: ["amount"],
  properties: {
    id: { type: "integer" },
    amount: { type: "string" },
    status: { type: "string", enum: ["draft", "approved"] },
    date: { type: "string", format: "date" },
    lines: { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } },
  },
};

it("finds nothing wrong with an answer as noted, nulls included", () => {
  expect(
    faultsOf(toSchema(NOTED), {
      id: 1,
      amount: "2.00",
      status: null,
      date: "2026-01-02",
      lines: [{ id: 3 }],
    }),
  ).toEqual([]);
});

it.each([
  ["a wrong type", { id: "1", amount: "2.00", status: null }],
  ["a null id", { id: null, amount: "2.00", status: null }],
  ["a null where the field is marked required", { id: 1, amount: null, status: null }],
  ["a missing required field", { id: 1, status: null }],
  ["a missing core field", { id: 1, amount: "2.00" }],
  ["a missing id", { amount: "2.00", status: null }],
  ["an unknown choice", { id: 1, amount: "2.00", status: "paid" }],
  ["a date that is none", { id: 1, amount: "2.00", status: null, date: "01/02/2026" }],
  ["an unknown name", { id: 1, amount: "2.00", status: null, colour: "red" }],
  [
    "an unknown name inside a list",
    { id: 1, amount: "2.00", status: null, lines: [{ id: 3, colour: "red" }] },
  ],
])("finds %s", (_what, answer) => {
  expect(faultsOf(toSchema(NOTED), answer)).not.toEqual([]);
});

it.each([
  ["a wrong type", [{ id: 1, name: 4 }]],
  ["an unknown name", [{ id: 1, name: "a", more: 1 }]],
  ["a missing id", [{ name: "a" }]],
])("finds %s against a skeleton", (_what, answer) => {
  expect(faultsOf(fromSkeleton([{ id: "int", name: "string" }]), answer)).not.toEqual([]);
});

it("holds a payload against a sample: nothing missing, nothing more, nothing of another type", () => {
  const schema = fromSample({ id: 1, metadata: { source_user_id: 2 }, name: "x" });

  expect(faultsOf(schema, { id: 5, metadata: { source_user_id: null }, name: "y" })).toEqual([]);
  expect(faultsOf(schema, { id: 5, metadata: {}, name: "y" })).not.toEqual([]);
  expect(faultsOf(schema, { id: "5", metadata: { source_user_id: 2 }, name: "y" })).not.toEqual([]);
  expect(
    faultsOf(schema, { id: 5, metadata: { source_user_id: 2 }, name: "y", more: 1 }),
  ).not.toEqual([]);
});
