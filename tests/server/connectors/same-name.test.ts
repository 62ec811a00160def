import { expect, it } from "vitest";
import { nameKey } from "../../../server/connectors/same-name.ts";

it.each([
  ["Acme Steel", "ACME STEEL, Inc."],
  ["Acme Steel", "The Acme-Steel Co., L.L.C."],
  ["Acme Steel", "Acme Steel Limited Liability Company"],
  ["Acme Steel", "Acmesteel GmbH & Co. KG"],
  ["O'Brien & Sons", "O’Brien and Sons"],
  ["Électrique Montréal Ltée", "Electrique Montreal"],
  ["A.B.C. Supply", "ABC Supply Corp"],
  ["Grupo Norte S.A. de C.V.", "Grupo Norte"],
  ["대림산업", "대림산업"],
])("takes %s and %s for nearly the same", (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
  expect(nameKey(one)).not.toBe("");
});

it.each([
  ["Acme Steel", "Acme Steel 2"],
  ["Acme Steel", "Acme Steel Erectors"],
  ["Inc", "LLC"],
  ["The Co", "The Corp"],
  ["Smith & Sons", "Smith"],
])("tells %s from %s", (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});
