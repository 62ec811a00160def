import { afterEach, beforeEach, expect, it } from "vitest";
import {
  CredentialsRefusedError,
  RateLimitedError,
  RemoteError,
  UnknownOutcomeError,
} from "../../../server/errors.ts";
import { fetchCommitment } from "../../../server/procore/commitments.ts";
import {
  createContractPayment,
  listContractPayments,
} from "../../../server/procore/contract-payments.ts";
import { listProjects } from "../../../server/procore/projects.ts";
import { AppNotConnectedError } from "../../../server/procore/refusal.ts";
import { rateHeaders, tooMany } from "../../sandbox/procore/rest/rate-limits.ts";
import { openRig, type Rig } from "./rig.ts";

let rig: Rig;

beforeEach(async () => {
  rig = await openRig();
});

afterEach(() => rig.close());

const PROJECTS = "/rest/v1.1/projects";
const PAYMENTS = "/rest/v1.0/contract_payments";

function contract() {
  return { companyId: rig.us.id, projectId: rig.hospital.id, contractId: rig.subcontract.id };
}

it("goes on after Procore answers 401 in the middle of a run, with one renewal", async () => {
  await listProjects(rig.procore, { companyId: rig.us.id });
  await rig.act("expire_tokens");

  const projects = await listProjects(rig.procore, { companyId: rig.us.id });

  expect(projects.map(({ name }) => name)).toContain(rig.hospital.name);
  expect(rig.renewals()).toBe(1);
});

it("gives up when Procore refuses the renewed token too", async () => {
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "status",
    status: 401,
  });

  const refused = listProjects(rig.procore, { companyId: rig.us.id });

  await expect(refused).rejects.toThrow(CredentialsRefusedError);
  expect(rig.renewals()).toBe(1);
  expect(rig.count(PROJECTS)).toBe(2);
});

it("waits after 429 until the reset that Procore names, and then goes on", async () => {
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "rate_limit",
    times: 1,
  });

  const projects = await listProjects(rig.procore, { companyId: rig.us.id });

  expect(projects.length).toBeGreaterThan(0);
  expect(rig.calls().filter(({ path }) => path === PROJECTS)).toEqual([
    { method: "GET", path: PROJECTS, status: 429, count: 1 },
    { method: "GET", path: PROJECTS, status: 200, count: 1 },
  ]);
});

it.each([false, true])(
  "sends no call of that account while a long 429 lasts (Retry-After: %s)",
  async (sendRetryAfter) => {
    await rig.act("set_rate_limits", { perHour: 1, sendRetryAfter });
    const company = { companyId: rig.us.id };
    await rig.procore.call({ path: PROJECTS, query: { company_id: rig.us.id }, ...company });

    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => listProjects(rig.procore, company)),
    );

    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(RateLimitedError) });
      const { retryAt } = (outcome as PromiseRejectedResult).reason as RateLimitedError;
      expect(retryAt!.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    }
    expect(rig.count(PROJECTS)).toBe(1);
  },
);

it("holds the service account back without holding back a person", async () => {
  const inAnHour = Math.ceil(Date.now() / 1_000) + 3_600;
  rig.system.rateLimited = () => tooMany(rig.state, rateHeaders(20, 0, inAnHour));
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "rate_limit",
    times: 1,
  });
  const ask = () => listProjects(rig.procore, { companyId: rig.us.id });
  await expect(ask()).rejects.toThrow(RateLimitedError);

  const me = await rig.procore.call({
    path: "/rest/v1.0/me",
    companyId: undefined,
    as: rig.person("pm@ridgeline.example"),
  });

  expect(me.status).toBe(200);
  await expect(ask()).rejects.toThrow(RateLimitedError);
  expect(rig.count(PROJECTS)).toBe(1);
});

it("waits out a 503 as long as Retry-After says", async () => {
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "status",
    status: 503,
    times: 1,
  });

  const projects = await listProjects(rig.procore, { companyId: rig.us.id });

  expect(projects.length).toBeGreaterThan(0);
  expect(rig.count(PROJECTS)).toBe(2);
});

it("stops asking when the 503 does not end, and says when to try again", async () => {
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "status",
    status: 503,
  });

  const refused = listProjects(rig.procore, { companyId: rig.us.id });

  await expect(refused).rejects.toMatchObject({
    name: "RateLimitedError",
    retryable: true,
    retryAt: expect.any(Date),
  });
  expect(rig.count(PROJECTS)).toBe(4);
});

it("says that a write's outcome is unknown when the answer is lost", async () => {
  rig.faults.add({
    method: "POST",
    path: PAYMENTS,
    kind: "lost_response",
    times: 1,
  });

  const written = createContractPayment(rig.procore, contract(), {
    amount: "10.00",
    date: "2026-03-01",
    originId: "pay-1",
  });

  await expect(written).rejects.toThrow(UnknownOutcomeError);
  const found = await listContractPayments(rig.procore, contract());
  expect(found).toMatchObject([{ amount: "10.00", originId: "pay-1" }]);
});

it("calls a lost answer to a read a failure that may be repeated, not an unknown outcome", async () => {
  rig.faults.add({
    method: "GET",
    path: PAYMENTS,
    kind: "reset",
    times: 1,
  });

  const error: unknown = await listContractPayments(rig.procore, contract()).catch(
    (caught: unknown) => caught,
  );

  expect(error).toBeInstanceOf(RemoteError);
  expect(error).not.toBeInstanceOf(UnknownOutcomeError);
  expect(error).toMatchObject({ retryable: true });
});

it("calls HTML instead of JSON a failure that may be repeated", async () => {
  rig.faults.add({
    method: "GET",
    path: PROJECTS,
    kind: "malformed",
    times: 1,
  });

  const refused = listProjects(rig.procore, { companyId: rig.us.id });

  await expect(refused).rejects.toMatchObject({
    name: "RemoteError",
    retryable: true,
    reason: "it answered with something that is not JSON",
  });
});

it("names a company that has not connected the app", async () => {
  const refused = listProjects(rig.procore, { companyId: rig.uk.id });

  await expect(refused).rejects.toThrow(AppNotConnectedError);
  await expect(refused).rejects.toMatchObject({
    retryable: false,
    reason: "App is not connected to this company.",
  });
});

it("passes on Procore's own words when it refuses a write", async () => {
  const payment = await createContractPayment(rig.procore, contract(), {
    amount: "10.00",
    date: "2026-03-01",
    originId: "pay-1",
  });

  const refused = rig.procore.call({
    method: "PATCH",
    path: `${PAYMENTS}/${payment.id}`,
    companyId: rig.us.id,
    body: {
      project_id: rig.hospital.id,
      contract_id: rig.subcontract.id,
      contract_payment: { amount: "11.00" },
    },
  });

  await expect(refused).rejects.toMatchObject({
    retryable: false,
    reason: expect.stringContaining(
      "cannot be edited or deleted because it is synced with an ERP system",
    ),
  });
});

it("takes a record that is gone for missing, not for a failure", async () => {
  const found = await fetchCommitment(rig.procore, {
    companyId: rig.us.id,
    projectId: rig.hospital.id,
    id: "999999999999",
  });

  expect(found).toBeUndefined();
});
