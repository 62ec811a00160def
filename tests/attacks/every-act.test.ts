import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type {
  ActivityPage,
  Comparison,
  OpenSession,
  ProblemList,
  RecordGrid,
} from "../../server/api/contract.ts";
import { describe as describeApi } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import { later, parts } from "../bad-days/lost-answers.ts";
import { ordered } from "../bad-days/money-table.ts";
import { VendorChoice } from "../bad-days/vendor-choice.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { connectionTo, must } from "../world/install.ts";
import { type Caller, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { ns, orderOf } = parts(world, installed);

const company = "/companies/{companyId}";
const commitment = `${company}/projects/{projectId}/commitments/{commitmentId}`;
const { paths } = describeApi({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, object>>;
};
const acts = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    // a person's saved views are no act: nobody else sees them
    .filter((method) =>
      method === "get" ? path.endsWith("/export") : !path.includes("/activity-views"),
    )
    .map((method) => `${method.toUpperCase()} ${path}`),
);

interface Done {
  status: number;
  requestId: string;
}
/** In the admin's name unless told otherwise. */
async function act(
  address: string,
  body: unknown = {},
  caller: Caller = installed.admin,
): Promise<Done> {
  const [method = "", path = ""] = address.split(" ");
  const requestId = randomUUID();
  const { status } = await fetch(`${world.appUrl}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${caller.token}`,
      "content-type": "application/json",
      "x-request-id": requestId,
    },
    ...(method !== "GET" && { body: JSON.stringify(body) }),
  });
  await atRest(world, later);
  return { status, requestId };
}

const ofCompany = (rest: string) => `/companies/${installed.companyId}${rest}`;
const of = ({ id, projectId }: Commitment, rest: string) =>
  `${pathOf(installed, { id, projectId })}${rest}`;

/** A commitment whose vendor NetSuite may have already, under another form: a person has to say. */
async function doubtful(): Promise<{ contract: Commitment; near: string; activityId: string }> {
  const vendors = new VendorChoice(world, installed);
  const name = await vendors.inProcore("Bay # Ironworks & Sons, Inc.");
  const near = await vendors.inNetSuite(name.replace(" & Sons, Inc.", " and Sons LLC"));
  const contract = await vendors.commitment(name);
  const failed = await must(
    installed.admin.get<ActivityPage>(ofCompany("/activities?tab=failed&limit=100")),
  );
  const activityId = failed.items.find(({ procoreId }) => procoreId === contract.id)!.id;
  return { contract, near, activityId };
}

/** An invoice whose bill somebody else has entered. */
async function entered(): Promise<{ contract: Commitment; invoiceId: string; billId: string }> {
  const contract = await ordered(world, installed, "Entered by hand");
  const { id: billId } = await ns("bill_purchase_order", {
    purchaseOrderId: orderOf(contract).id,
    number: `${contract.number}-1`,
    lines: [{ line: 1, quantity: "25000.00" }],
  });
  await approveInvoice(world, installed, contract, "50");
  await atRest(world, later);
  const [invoice] = (await viewOf(installed, contract)).invoices;
  return { contract, invoiceId: invoice!.id, billId: billId! };
}

async function recordOf({ id }: Commitment): Promise<string> {
  const grid = await must(installed.admin.get<RecordGrid>(ofCompany(`/records?key=${id}`)));
  return grid.items[0]!.id;
}

let sent: Commitment;
beforeAll(async () => {
  sent = await ordered(world, installed, "Behind every act");
});

/** How each act succeeds. One that is missing here fails the first test. */
const howTo: Record<string, () => Promise<Done>> = {
  async "POST /session"() {
    const manager = await signIn(world, "projectManager");
    return act(`GET ${of(sent, "")}`, {}, manager);
  },
  async "DELETE /session"() {
    const accountant = await signIn(world, "accounting");
    await must(accountant.get(ofCompany("/installation")));
    return act("DELETE /session", {}, accountant);
  },
  async "DELETE /sessions"() {
    const [accountant] = await accountantTwice();
    return act("DELETE /sessions", {}, accountant);
  },
  async "DELETE /sessions/{sessionId}"() {
    const [accountant, otherId] = await accountantTwice();
    return act(`DELETE /sessions/${otherId}`, {}, accountant);
  },
  async [`DELETE ${company}/sessions/{sessionId}`]() {
    const [, otherId] = await accountantTwice();
    return act(`DELETE ${ofCompany(`/sessions/${otherId}`)}`);
  },
  [`POST ${commitment}/sync`]: () => act(`POST ${of(sent, "/sync")}`),
  async [`POST ${commitment}/invoices/{invoiceId}/sync`]() {
    const { id } = await approveInvoice(world, installed, sent, "25");
    await atRest(world, later);
    return act(`POST ${of(sent, `/invoices/${id}/sync`)}`);
  },
  async [`POST ${commitment}/invoices/{invoiceId}/link`]() {
    const { contract, invoiceId, billId } = await entered();
    return act(`POST ${of(contract, `/invoices/${invoiceId}/link`)}`, { id: billId });
  },
  async [`POST ${commitment}/vendor`]() {
    const { contract, near } = await doubtful();
    return act(`POST ${of(contract, "/vendor")}`, { declined: [near] });
  },
  async [`POST ${commitment}/vendor/link`]() {
    const { contract, near } = await doubtful();
    return act(`POST ${of(contract, "/vendor/link")}`, { id: near });
  },
  [`POST ${commitment}/payments/sync`]: () => act(`POST ${of(sent, "/payments/sync")}`),
  async [`POST ${company}/activities/{activityId}/retry`]() {
    const { activityId } = await doubtful();
    return act(`POST ${ofCompany(`/activities/${activityId}/retry`)}`);
  },
  async [`POST ${company}/activities/{activityId}/vendor`]() {
    const { activityId, near } = await doubtful();
    return act(`POST ${ofCompany(`/activities/${activityId}/vendor`)}`, { declined: [near] });
  },
  async [`POST ${company}/activities/{activityId}/vendor/link`]() {
    const { activityId, near } = await doubtful();
    return act(`POST ${ofCompany(`/activities/${activityId}/vendor/link`)}`, { id: near });
  },
  async [`POST ${company}/records/synchronize`]() {
    const { contract } = await doubtful();
    const recordIds = [await recordOf(contract)];
    return act(`POST ${ofCompany("/records/synchronize")}`, { how: "force", recordIds });
  },
  async [`POST ${company}/records/{recordId}/resolve`]() {
    const contract = await ordered(world, installed, "Edited by accounting");
    const line = { line: 1, quantity: 1, rate: 900, amount: 900 };
    await ns("edit_purchase_order", {
      purchaseOrderId: orderOf(contract).id,
      changes: { item: { items: [line] } },
    });
    await must(installed.admin.send("POST", of(contract, "/payments/sync")));
    await atRest(world, later);
    const door = ofCompany(`/records/${await recordOf(contract)}`);
    const { mark } = await must(installed.admin.get<Comparison>(`${door}/comparison`));
    return act(`POST ${door}/resolve`, { take: "erp", mark });
  },
  [`POST ${company}/reconcile`]: () => act(`POST ${ofCompany("/reconcile")}`),
  async [`POST ${company}/failures/acknowledge`]() {
    await doubtful();
    return act(`POST ${ofCompany("/failures/acknowledge")}`, { until: new Date().toISOString() });
  },
  async [`POST ${company}/problems/{problemId}/retry`]() {
    await doubtful();
    const { items } = await must(installed.admin.get<ProblemList>(ofCompany("/problems")));
    return act(`POST ${ofCompany(`/problems/${items[0]!.id}/retry`)}`);
  },
  [`POST ${commitment}/invoices/{invoiceId}/share`]: async () =>
    act(`POST ${of(sent, `/invoices/${await unpaid()}/share`)}`),
  [`POST ${commitment}/invoices/{invoiceId}/watch`]: async () =>
    act(`POST ${of(sent, `/invoices/${await unpaid()}/watch`)}`),
  [`DELETE ${commitment}/invoices/{invoiceId}/watch`]: async () =>
    act(`DELETE ${of(sent, `/invoices/${await unpaid()}/watch`)}`),
  async [`POST ${company}/batches`]() {
    const { activityId } = await doubtful();
    const chosen = { activityIds: [activityId] };
    return act(`POST ${ofCompany("/batches")}`, { action: "retry", tab: "failed", chosen });
  },
  async [`POST ${company}/batches/{batchId}/stop`]() {
    // without a job it goes on until somebody stops it
    const [batch] = await world.database
      .admin("batches")
      .insert({ company_id: installed.companyId, action: "retry", by: { name: "Somebody" } })
      .returning<{ batch_id: string }[]>("batch_id");
    return act(`POST ${ofCompany(`/batches/${batch!.batch_id}/stop`)}`);
  },
  [`POST ${company}/payments/sync`]: () => act(`POST ${ofCompany("/payments/sync")}`),
  [`POST ${company}/installation`]: () => act(`POST ${ofCompany("/installation")}`),
  [`PUT ${company}/installation/projects`]: () =>
    act(`PUT ${ofCompany("/installation/projects")}`, {
      projectIds: installed.projects.map(({ id }) => id),
    }),
  [`POST ${company}/installation/finish`]: () => act(`POST ${ofCompany("/installation/finish")}`),
  [`GET ${company}/export`]: () => act(`GET ${ofCompany("/export")}`),
  [`GET ${company}/activities/export`]: () =>
    act(`GET ${ofCompany("/activities/export?format=csv&zone=UTC")}`),
  [`GET ${company}/audit-log/export`]: () =>
    act(`GET ${ofCompany("/audit-log/export?format=csv&by=7002")}`),
  async [`GET ${company}/reconcile/export`]() {
    await act(`POST ${ofCompany("/reconcile")}`);
    return act(`GET ${ofCompany("/reconcile/export")}`);
  },
  [`POST ${company}/connection/test`]: () =>
    act(`POST ${ofCompany("/connection/test")}`, connectionTo(world.netsuite)),
  [`PUT ${company}/connection`]: () =>
    act(`PUT ${ofCompany("/connection")}`, connectionTo(world.netsuite)),
  [`PUT ${company}/retention`]: () =>
    act(`PUT ${ofCompany("/retention")}`, { archiveAfterMonths: 12, eraseAfterYears: null }),
  [`PUT ${company}/settings`]: () =>
    act(`PUT ${ofCompany("/settings")}`, { paymentSchedule: "daily" }),
  [`POST ${company}/installation/webhook-secret`]: () =>
    act(`POST ${ofCompany("/installation/webhook-secret")}`),
  // the last one
  [`DELETE ${company}/installation`]: () => act(`DELETE ${ofCompany("/installation")}`),
};

/** With the id of the session that is not this one; both have opened the company. */
async function accountantTwice(): Promise<[Caller, string]> {
  const other = await signIn(world, "accounting");
  await must(other.get(ofCompany("/installation")));
  const listed = await must(other.get<OpenSession[]>("/sessions"));
  return [await signIn(world, "accounting"), listed.find(({ isThis }) => isThis)!.id];
}

async function unpaid(): Promise<string> {
  const [known] = (await viewOf(installed, sent)).invoices;
  if (known) return known.id;
  const { id } = await approveInvoice(world, installed, sent, "25");
  await atRest(world, later);
  return id;
}

/** What somebody has seen of what they were told is their own business. */
const OWN = `POST ${company}/notifications/read`;

/** The log of such a company is erased too: who asked stands in the line that is kept of it. */
const ERASES = `POST ${company}/installation/erase`;

it("knows how each act of the API succeeds", () => {
  expect([...Object.keys(howTo), OWN, ERASES].toSorted()).toEqual(acts.toSorted());
});

it.each(Object.entries(howTo))("leaves an entry of %s", async (_act, succeed) => {
  const { status, requestId } = await succeed();

  expect(status).toBeLessThan(300);
  const entries = await world.database
    .admin("audit_log")
    .where({ company_id: installed.companyId, request_id: requestId });
  expect(entries).not.toEqual([]);
  for (const entry of entries) {
    expect(entry).toMatchObject({ actor: "person", address: expect.stringContaining("127.0.0.1") });
  }
});
