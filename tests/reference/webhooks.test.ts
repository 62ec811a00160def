import { describe, expect, it } from "vitest";
import { webhookV2 } from "../fixtures/procore/webhooks/v2.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { webhookV4 } from "../fixtures/procore/webhooks/v4.ts";
import { openListener } from "../sandbox/procore/listener.ts";
import { openStage, type Stage } from "../sandbox/procore/stage.ts";
import { fromSample } from "./json-schema.ts";
import { faultsOf, openReference, REFERENCE, type Reference } from "./reference.ts";

const ON_COMPANY = ["create", "update"].map((event_type) => ({
  resource_name: "Company Vendors",
  event_type,
}));
const ON_PROJECT = [
  "Work Order Contracts",
  "Work Order Contract Line Items",
  "Purchase Order Contracts",
  "Purchase Order Contract Line Items",
  "Contract Payments",
  "Change Order Packages",
].flatMap((resource_name) =>
  ["create", "update", "delete"].map((event_type) => ({ resource_name, event_type })),
);

if (!REFERENCE) {
  console.info(
    "Skipped: PROCORE_REFERENCE names no folder, so webhook payloads are not held against the reference.",
  );
}

describe.skipIf(!REFERENCE)("webhook payloads against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;

  it.each([
    ["v2", webhookV2()],
    ["v3", webhookV3()],
    ["v4", webhookV4()],
  ] as const)("the %s fixture has the sample's shape", (version, body) => {
    expect(faultsOf(fromSample(reference.sample(version)), body)).toEqual([]);
  });

  it.each(["v2", "v3", "v4"] as const)(
    "every delivery of a %s hook has the sample's shape",
    async (version) => {
      const stage = await openStage();
      const listener = await openListener();
      const company = `/rest/v2.0/companies/${stage.us.id}`;
      await listen(stage, `${company}/webhooks`, {
        version,
        url: listener.url,
        triggers: ON_COMPANY,
      });
      await listen(stage, `${company}/projects/${stage.hospital.id}/webhooks`, {
        version,
        url: listener.url,
        triggers: ON_PROJECT,
      });

      await changeAll(stage);
      await stage.act("settle_webhooks");
      await Promise.all([stage.close(), listener.close()]);

      const sample = reference.sample(version) as Record<string, unknown>;
      const news = listener.heard.map(({ body }) => body);
      expect(new Set(news.map(nameOf))).toEqual(
        new Set([...ON_COMPANY, ...ON_PROJECT].map(nameOf)),
      );
      // What happened to a company's record happened in no project.
      const ofProject = fromSample(sample);
      const ofCompany = fromSample({ ...sample, project_id: null });
      expect(
        news.flatMap((body) =>
          faultsOf(nameOf(body).startsWith("Company") ? ofCompany : ofProject, body).map(
            (fault) => `${nameOf(body)}: ${fault}`,
          ),
        ),
      ).toEqual([]);
    },
  );
});

async function listen(
  stage: Stage,
  webhooks: string,
  { version, url, triggers }: { version: string; url: string; triggers: object[] },
): Promise<void> {
  const made = await stage.call("POST", `${webhooks}/hooks`, {
    body: {
      payload_version: `${version}.0`,
      namespace: "crosstie",
      destination_url: url,
      destination_headers: { Authorization: "Bearer abcdefgh" },
    },
  });
  const { id } = (made.body as { data: { id: string } }).data;
  await stage.call("POST", `${webhooks}/hooks/${id}/triggers/bulk`, { body: triggers });
}

/** Creates, changes and deletes one of each that can be. */
async function changeAll(stage: Stage): Promise<void> {
  const vendor = (
    await stage.act("create_vendor", {
      companyId: stage.us.id,
      fields: { name: "Orchard Fencing" },
    })
  ).body as { id: string };
  await stage.act("update_vendor", { id: vendor.id, notes: "Prefers e-mail" });
  for (const kind of ["work_order_contract", "purchase_order_contract"]) {
    const { id } = (
      await stage.act("create_commitment", {
        projectId: stage.hospital.id,
        kind,
        fields: { title: "Temporary Fencing" },
      })
    ).body as { id: string };
    await stage.act("update_commitment", { id, title: "Fencing" });
    const line = (
      await stage.act("add_line", {
        commitmentId: id,
        fields: { description: "Panels", amount: "900" },
      })
    ).body as { id: string };
    await stage.act("set_line_amount", { commitmentId: id, lineId: line.id, amount: "950" });
    await stage.act("delete_line", { commitmentId: id, lineId: line.id });
    await stage.act("delete_commitment", { id });
  }
  const order = (
    await stage.act("create_change_order", {
      commitmentId: stage.subcontract.id,
      number: "7",
      title: "Extra",
      status: "pending",
      lines: [{ description: "Crane", amount: "900" }],
    })
  ).body as { id: string };
  await stage.act("set_change_order_status", { id: order.id, status: "approved" });
  await stage.act("delete_change_order", { id: order.id });
  const payment = (
    await stage.act("create_payment", {
      contractId: stage.subcontract.id,
      fields: { amount: "10", date: "2026-10-01" },
    })
  ).body as { id: string };
  await stage.act("update_payment", { id: payment.id, notes: "By hand" });
  await stage.act("delete_payment", { id: payment.id });
}

/** `Company Vendors update`, in any version. */
function nameOf(news: Record<string, unknown>): string {
  return `${String(news.resource_name ?? news.resource_type)} ${String(news.event_type ?? news.reason)}`;
}
