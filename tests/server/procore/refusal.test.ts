import { expect, it } from "vitest";
import { ownWords } from "../../../server/procore/refusal.ts";

it.each([
  [{ errors: ["App is not connected to this company."] }, "App is not connected to this company."],
  [{ errors: "Missing parameter" }, "Missing parameter"],
  [
    { errors: { amount: ["is not a number", "is too large"], base: ["is locked"] } },
    "amount is not a number; amount is too large; is locked",
  ],
  [{ error: { code: 400, message: "contract_id is missing" } }, "contract_id is missing"],
  [
    { error: "invalid_grant", error_description: "The refresh token is invalid" },
    "The refresh token is invalid",
  ],
  [{ message: "Too large" }, "Too large"],
  [
    "Missing Procore-Company-Id header! See the docs",
    "Missing Procore-Company-Id header! See the docs",
  ],
  ["<html><body>nginx</body></html>", undefined],
  [undefined, undefined],
])("reads Procore's words out of %j", (body, words) => {
  expect(ownWords(body)).toBe(words);
});
