import { afterAll, beforeEach, beforeAll, expect, it } from "vitest";
import { keepPayment, type Payment, paymentsOfRecords } from "../../../server/store/payments.ts";
import {
  beginPaymentAttempt,
  endPaymentAttempt,
  markPaymentShown,
  nextPaymentLook,
  notePaymentProblem,
  type PaymentAttempt,
  paymentsToShow,
} from "../../../server/store/shown-payments.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "./seed-company.ts";

const companyId = "562949953421313";
const inProcore = { procorePaymentId: "1", procoreNumber: 1 };
let database: TestDatabase;
let tried: Payment;

beforeAll(async () => {
  database = await testDatabase();
  const people = { userId: "900011", leftUserId: "900012" };
  await seedCompany(database.admin, { companyId, word: "Ridgeline", ...people });
});
beforeEach(async () => {
  const fresh = { version: 1, settled_version: 0, problem: null, lands_until: null };
  await database.admin("payments").update(fresh);
  tried = await now();
});
afterAll(() => database.drop());

async function now(): Promise<Payment> {
  const { record_id: recordId } = await database.admin("payments").first();
  const [payment] = await paymentsOfRecords(database.admin, companyId, [recordId]);
  return payment!;
}

it("notes no problem of a payment that Procore shows by now", async () => {
  await markPaymentShown(database.admin, tried, inProcore);

  await notePaymentProblem(database.admin, tried, "refused");

  expect(await now()).toMatchObject({ shownVersion: 1, problem: null });
});

it("notes no problem of a version that there is a newer one of", async () => {
  await keepPayment(database.admin, { ...tried, amount: `${Number(tried.amount) + 1}` });

  await notePaymentProblem(database.admin, tried, "refused");

  expect(await now()).toMatchObject({ version: 2, problem: null });
});

it("takes a problem away once Procore shows the payment", async () => {
  await notePaymentProblem(database.admin, tried, "refused");

  await markPaymentShown(database.admin, tried, inProcore);

  expect(await now()).toMatchObject({ problem: null });
});

it("remembers an earlier try that broke off after a later one was answered", async () => {
  const broken = (await beginPaymentAttempt(database.admin, tried, 60_000))!;
  const later = (await beginPaymentAttempt(database.admin, tried, 90_000))!;

  await endPaymentAttempt(database.admin, tried, later);

  expect(later.earlier).toEqual(broken.landsUntil);
  expect(await now()).toMatchObject({ landsUntil: broken.landsUntil });
});

it("looks at a payment for as long as something of it may land, and at none of a deleted contract", async () => {
  const {
    company_id,
    connection_id: connectionId,
    parent,
  } = await database.admin("records").where({ record_id: tried.recordId }).first();
  const of = { companyId: company_id, connectionId, parent };
  await markPaymentShown(database.admin, tried, inProcore);
  expect(await paymentsToShow(database.admin, of)).toEqual([]);
  expect(await nextPaymentLook(database.admin, of)).toBeUndefined();

  const { landsUntil } = (await beginPaymentAttempt(database.admin, tried, 60_000))!;
  expect(await paymentsToShow(database.admin, of)).toMatchObject([{ paymentId: tried.paymentId }]);
  expect(await nextPaymentLook(database.admin, of)).toEqual(landsUntil);

  await database.admin("records").insert({
    company_id,
    connection_id: connectionId,
    parent,
    kind: parent.split(":")[0],
    procore_id: parent.split(":")[1],
    document: "subcontract",
    number: "SC-1",
    title: "Deleted",
    is_deleted: true,
    snapshot: {},
    seen_at: new Date(),
  });
  expect(await nextPaymentLook(database.admin, of)).toBeUndefined();
});

it("leaves another's mark when a try that seemed dead ends", async () => {
  const stale = (await beginPaymentAttempt(database.admin, tried, 60_000)) as PaymentAttempt;
  const another = (await beginPaymentAttempt(database.admin, tried, 90_000)) as PaymentAttempt;

  await endPaymentAttempt(database.admin, tried, stale);

  expect(await now()).toMatchObject({ landsUntil: another.landsUntil });
});
