import { expect, it } from "vitest";
import { judge } from "../../../../server/connectors/netsuite/judge.ts";
import * as ownRefusals from "../../../../server/connectors/netsuite/own-refusals.ts";
import { knownRefusals } from "../../../../server/connectors/netsuite/refusals.ts";
import { RemoteError } from "../../../../server/errors.ts";
import { explainFailure } from "../../../../server/sync/explain-failure.ts";
import { contactCaptures } from "../../../fixtures/netsuite/contact-refusals.ts";
import { captures as others } from "../../../fixtures/netsuite/refusals.ts";

const captures = [...others, ...contactCaptures];

function refusedWith(detail: string, code = "USER_ERROR", path?: string): RemoteError {
  const body = {
    title: "Bad Request",
    status: 400,
    "o:errorDetails": [{ detail, "o:errorCode": code, ...(path && { "o:errorPath": path }) }],
  };
  const rest = { headers: new Headers(), isReadable: true, text: "" };
  const verdict = judge({ kind: "answer", status: 400, body, ...rest }, true);
  if (verdict.kind !== "refused") throw new Error(`That is no refusal but ${verdict.kind}.`);
  return verdict.error;
}

const cardFor = (error: unknown, label = "invoice 0007") =>
  explainFailure(error, { label, system: "NetSuite", now: new Date("2026-03-01T00:00:00Z") });

it.each(captures)("understands: $detail", ({ detail, code, path, means }) => {
  expect(refusedWith(detail, code, path).refusal?.meaning).toBe(means);
});

it.each(captures.filter(({ means }) => means))(
  "knows it by its words alone, since most come under one general code: $detail",
  ({ detail, means }) => {
    expect(refusedWith(detail).refusal?.meaning).toBe(means);
  },
);

it("has a capture for every row of the table", () => {
  const met = captures.map(({ detail, code, path }) => refusedWith(detail, code, path).refusal);

  expect(knownRefusals.filter(({ title }) => !met.some((one) => one?.title === title))).toEqual([]);
});

/**
 * Refusals about something else that quote what a user typed in: a name, a memo, a script's sentence.
 * Each holds a word that once chose a remedy.
 */
const quoting: string[] = [
  "Vendor Period Homes LLC has no tax registration number for this nexus.",
  "Purchase order SC-014 · Missing Link Fencing is over the budget that was approved.",
  "The memo 'required: duplicate of PO 7, please enter again' breaks a rule of this account.",
  "Contact Permission & Sons before you change the vendor.",
  "Entity Record has been changed by Ltd is on credit hold.",
];

it.each(quoting)("chooses no remedy by a word in a user's own text: %s", (detail) => {
  const error = refusedWith(`Error while accessing a resource. ${detail}`);

  expect(error.refusal).toBeUndefined();
  expect(cardFor(error)).toMatchObject({ code: "refused", said: expect.stringContaining(detail) });
});

it("keeps NetSuite's own words beside the remedy, and names the record", () => {
  const error = refusedWith("Error while accessing a resource. This entity already exists.");

  expect(cardFor(error, "vendor $& Sons {record}")).toMatchObject({
    code: "duplicate",
    title: "The name of vendor $& Sons {record} is taken in NetSuite",
    said: "Error while accessing a resource. This entity already exists.",
    whoseMove: "accounting",
  });
});

it("goes on by itself after a clash, whatever the code it came under", () => {
  const error = refusedWith("Error while accessing a resource. Record has been changed");

  expect(error.retryable).toBe(true);
  expect(cardFor(error)).toMatchObject({ code: "unreachable", whoseMove: "crosstie" });
});

it("finds what it knows among several details", () => {
  const body = {
    "o:errorDetails": [
      { detail: "Something else.", "o:errorCode": "USER_ERROR" },
      { detail: "Invalid entity reference key 7.", "o:errorCode": "INVALID_KEY_OR_REF" },
    ],
  };
  const rest = { headers: new Headers(), isReadable: true, text: "" };

  expect(judge({ kind: "answer", status: 400, body, ...rest }, true)).toMatchObject({
    error: { refusal: { meaning: "vendor_unknown" } },
  });
});

it("describes whole sentences, and gives advice in sentences", () => {
  const words = knownRefusals.flatMap(({ says }) => says.flatMap((one) => one.words ?? []));
  const advice = [...knownRefusals, ...Object.values(ownRefusals)];

  expect(words.map(String).filter((each) => !/^\/\^.*\$\/$/.test(each))).toEqual([]);
  expect(advice.filter(({ remedy }) => !/^[A-Z].*\.$/.test(remedy))).toEqual([]);
  expect(advice.filter(({ title }) => title.endsWith("."))).toEqual([]);
});

it("puts no words into NetSuite's mouth: what Crosstie found itself, and silence, stand in the text", () => {
  const own = new RemoteError({
    system: "NetSuite",
    reason: "The bill has no home.",
    retryable: false,
    refusal: ownRefusals.itemUnchosen,
  });
  const timeout = new DOMException("timed out", "TimeoutError");
  const silence = judge(
    { kind: "no answer", wasSent: true, reason: "TimeoutError", cause: timeout },
    false,
  );

  expect(cardFor(own)).toMatchObject({
    said: null,
    detail: "The bill has no home. An admin chooses a Default item in Settings. Then retry.",
  });
  expect(silence.kind === "failed" && cardFor(silence.error)).toMatchObject({
    said: null,
    detail: expect.stringMatching(/^It did not answer in time\. Crosstie tried/),
  });
});
