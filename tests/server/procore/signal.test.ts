import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { UnknownOutcomeError } from "../../../server/errors.ts";
import type { ProcoreClient } from "../../../server/procore/client.ts";
import { fetchCommitment, listChangedCommitments } from "../../../server/procore/commitments.ts";
import * as payments from "../../../server/procore/contract-payments.ts";
import * as hooks from "../../../server/procore/hooks.ts";
import { isListed, tellOrigins, tellRequisitionOrigin } from "../../../server/procore/origin.ts";
import { fetchMe, listCompanies, nameOfUser } from "../../../server/procore/people.ts";
import { fetchPermissions } from "../../../server/procore/permissions.ts";
import { listProjects } from "../../../server/procore/projects.ts";
import { fetchRequisition, listChangedRequisitions } from "../../../server/procore/requisitions.ts";
import { fetchVendor, listChangedVendors } from "../../../server/procore/vendors.ts";
import { openRig, type Rig } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});

afterAll(() => rig.close());

beforeEach(() => rig.faults.clear());

/** Made-up places: nobody gets as far as to look for them. */
const here = (signal: AbortSignal) => ({ companyId: "1", projectId: "2", id: "3", signal });
const contract = (signal: AbortSignal) => ({ ...here(signal), contractId: "4" });
const since = new Date("2026-01-01T00:00:00Z");
const first = async (pages: AsyncGenerator<unknown>) => (await pages.next()).value;
const origin = { id: "3", reference: "crosstie-3", originId: "crosstie-3-1" };
const wanted = { namespace: "x", payloadVersion: "v3.0", destinationUrl: "", authorization: "" };
const list = { path: "/rest/v1.0/vendors", place: {} };

const CALLS: Record<string, (procore: ProcoreClient, signal: AbortSignal) => Promise<unknown>> = {
  fetchCommitment: (procore, signal) => fetchCommitment(procore, here(signal)),
  listChangedCommitments: (procore, signal) =>
    first(listChangedCommitments(procore, { ...here(signal), since })),
  fetchRequisition: (procore, signal) => fetchRequisition(procore, here(signal)),
  listChangedRequisitions: (procore, signal) =>
    first(listChangedRequisitions(procore, { ...here(signal), since })),
  fetchVendor: (procore, signal) => fetchVendor(procore, here(signal)),
  listChangedVendors: (procore, signal) =>
    first(listChangedVendors(procore, { ...here(signal), since })),
  listProjects: (procore, signal) => listProjects(procore, here(signal)),
  listContractPayments: (procore, signal) =>
    payments.listContractPayments(procore, contract(signal)),
  fetchContractPayment: (procore, signal) =>
    payments.fetchContractPayment(procore, contract(signal), "5"),
  createContractPayment: (procore, signal) =>
    payments.createContractPayment(procore, contract(signal), {}),
  releaseContractPayment: (procore, signal) =>
    payments.releaseContractPayment(procore, contract(signal), "5"),
  tellOrigins: (procore, signal) =>
    tellOrigins(procore, { ...here(signal), kind: "subcontract" }, [origin]),
  tellRequisitionOrigin: (procore, signal) =>
    tellRequisitionOrigin(procore, { ...here(signal), commitmentId: "4" }, origin),
  isListed: (procore, signal) => isListed(procore, { ...here(signal), ...list }),
  fetchMe: (procore, signal) => fetchMe(procore, { as: { userId: "6" }, signal }),
  listCompanies: (procore, signal) => listCompanies(procore, { userId: "6" }, signal),
  nameOfUser: (procore, signal) => nameOfUser(procore, { ...here(signal), userId: "6" }),
  fetchPermissions: (procore, signal) =>
    fetchPermissions(procore, { ...here(signal), userId: "6" }),
  listHooks: (procore, signal) => hooks.listHooks(procore, here(signal), "x"),
  createHook: (procore, signal) => hooks.createHook(procore, here(signal), wanted),
  updateHook: (procore, signal) => hooks.updateHook(procore, here(signal), { id: "7", wanted }),
  deleteHook: (procore, signal) => hooks.deleteHook(procore, here(signal), "7"),
  listTriggers: (procore, signal) => hooks.listTriggers(procore, here(signal), "7"),
  createTriggers: (procore, signal) =>
    hooks.createTriggers(procore, here(signal), { hookId: "7", triggers: [] }),
  deleteTriggers: (procore, signal) =>
    hooks.deleteTriggers(procore, here(signal), { hookId: "7", ids: [] }),
  listHookResources: (procore, signal) => hooks.listHookResources(procore, here(signal), "v3.0"),
};

it.each(Object.keys(CALLS))("%s asks nothing of Procore once its job has ended", async (name) => {
  const before = rig.calls();

  const asked = CALLS[name]!(rig.procore, AbortSignal.abort());

  await expect(asked).rejects.toMatchObject({ retryable: true, name: "RemoteError" });
  expect(rig.calls()).toEqual(before);
});

it.each([
  ["read", "GET", "RemoteError"],
  ["write", "POST", "UnknownOutcomeError"],
] as const)("breaks off a %s when its job ends", async (_what, method, error) => {
  const path = "/rest/v1.0/contract_payments";
  rig.faults.add({ method, path, kind: "delay", ms: 10_000, times: 1 });
  const job = new AbortController();
  const call = rig.procore.call({ method, path, companyId: rig.us.id, signal: job.signal });
  // A write that was not sent yet would have no unknown outcome.
  await expect.poll(() => rig.faults.list()).toEqual([]);
  const before = performance.now();

  job.abort();

  await expect(call).rejects.toMatchObject({ name: error, retryable: true });
  expect(performance.now() - before).toBeLessThan(5_000);
});

it("waits for no rate limit once its job has ended", async () => {
  const path = "/rest/v1.1/projects";
  rig.system.rateLimited = () =>
    new Response("", { status: 429, headers: { "retry-after": "15" } });
  rig.faults.add({ method: "GET", path, kind: "rate_limit", times: 1 });
  const job = new AbortController();
  setTimeout(() => job.abort(), 200);
  const before = performance.now();

  const asked = listProjects(rig.procore, { companyId: rig.us.id, signal: job.signal });

  await expect(asked).rejects.not.toBeInstanceOf(UnknownOutcomeError);
  expect(performance.now() - before).toBeLessThan(5_000);
});
