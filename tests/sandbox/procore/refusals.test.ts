import { expect, it } from "vitest";
import { payment, PAYMENTS } from "./payment.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

it.each([
  "NaN",
  "Infinity",
  "-Infinity",
  "1e400",
  "1e2",
  "0x10",
  " 12 ",
  "12,50",
  "1".repeat(16),
  {},
  [],
  true,
])("takes no %j for money", async (amount) => {
  const paid = await stage.call("POST", PAYMENTS, payment(stage, { amount, date: "2026-11-03" }));
  const line = await stage.call(
    "PATCH",
    `/rest/v1.0/work_order_contracts/${stage.subcontract.id}/line_items/${stage.subcontract.lines[0]?.id}`,
    { body: { project_id: stage.hospital.id, line_item: { amount } } },
  );
  const retained = await stage.call(
    "PATCH",
    `/rest/v1.0/work_order_contracts/${stage.subcontract.id}`,
    { body: { project_id: stage.hospital.id, work_order_contract: { retainage_percent: amount } } },
  );

  expect([paid, line, retained]).toMatchObject([
    { status: 422, body: { errors: { amount: ["is not a number"] } } },
    { status: 422 },
    { status: 422 },
  ]);
});

it.each([
  ["no amount", { date: "2026-11-03" }, { amount: ["can't be blank"] }],
  ["no date", { amount: "5.00" }, { date: ["can't be blank"] }],
  [
    "a day that the month has not",
    { amount: "5.00", date: "2026-02-31" },
    { date: ["is not a valid date"] },
  ],
  ["a thirteenth month", { amount: "5.00", date: "2026-13-01" }, { date: ["is not a valid date"] }],
  [
    "text behind its date",
    { amount: "5.00", date: "2026-11-03x" },
    { date: ["is not a valid date"] },
  ],
  [
    "a number too large",
    { amount: "5.00", date: "2026-11-03", payment_number: 2_147_483_648 },
    { payment_number: ["must be less than or equal to 2147483647"] },
  ],
  [
    "a number with letters",
    { amount: "5.00", date: "2026-11-03", payment_number: "12a" },
    { payment_number: ["is not an integer"] },
  ],
])("refuses a payment with %s", async (_, fields, errors) => {
  const refused = await stage.call("POST", PAYMENTS, payment(stage, fields));

  expect(refused).toMatchObject({ status: 422, body: { errors } });
});

it("refuses unknown attributes, filters and missing parameters", async () => {
  const unknown = await stage.call(
    "POST",
    PAYMENTS,
    payment(stage, { amount: "1.00", colour: "red" }),
  );
  const filter = await stage.call(
    "GET",
    `/rest/v1.0/work_order_contracts?project_id=${stage.hospital.id}&filters[colour]=red`,
  );
  const missing = await stage.call("GET", `${PAYMENTS}?project_id=${stage.hospital.id}`);
  const both = await stage.call(
    "GET",
    `/rest/v1.0/settings/permissions?project_id=${stage.hospital.id}&company_id=${stage.us.id}`,
  );

  expect([unknown.status, filter.status, missing.status, both.status]).toEqual([
    406, 400, 400, 400,
  ]);
});
