import { expect, it } from "vitest";
import { methodOf } from "../../../../server/connectors/netsuite/payment-method.ts";

const UNKNOWN = undefined;

it.each([
  ["5001", "Bank", ["check", "5001", undefined]],
  ["ACH-778", "Bank", ["electronic", undefined, "ACH-778"]],
  ["EFT 12/4", "Bank", ["electronic", undefined, "EFT 12/4"]],
  ["091000019876543", "Bank", [UNKNOWN, undefined, "091000019876543"]],
  ["Batch 7", "Bank", [UNKNOWN, undefined, "Batch 7"]],
  [null, "Bank", ["electronic", undefined, undefined]],
  ["5001", "CredCard", ["credit_card", undefined, "5001"]],
  ["5001", "OthCurrLiab", ["electronic", undefined, "5001"]],
  ["5001", null, [UNKNOWN, undefined, "5001"]],
  ["ACH-778", null, ["electronic", undefined, "ACH-778"]],
  [null, null, [UNKNOWN, undefined, undefined]],
  ["To Print", null, ["check", undefined, undefined]],
  ["To Print", "Bank", ["check", undefined, undefined]],
] as const)("makes of the number %s and an account of type %s: %j", (tranid, type, said) => {
  const { method, checkNumber, documentNumber } = methodOf(tranid, type);

  expect([method, checkNumber, documentNumber]).toEqual(said);
});
