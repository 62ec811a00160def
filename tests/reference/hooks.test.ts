import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStage, type Answer, type Stage } from "../sandbox/procore/stage.ts";
import { faultsOf, openReference, REFERENCE, type Reference } from "./reference.ts";

const DESTINATION = "https://app.example.com/webhooks/procore";
const V1 = "/rest/v1.0/webhooks";
const TRIGGER = { resource_name: "Work Order Contracts", event_type: "update" };
const OTHER = { resource_name: "Contract Payments", event_type: "create" };

/** The reference lost the one field that makes this list useful, and says so: the resource's name. */
const nameless = (rows: unknown) => (rows as Record<string, unknown>[]).map(({ name: _name, ...row }) => row);

if (!REFERENCE) console.info("Skipped: PROCORE_REFERENCE names no folder, so hooks and tokens are not held against the reference.");

describe.skipIf(!REFERENCE)("hooks, triggers and tokens against the reference", () => {
  const reference = (REFERENCE ? openReference(REFERENCE) : undefined) as Reference;
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
  });

  afterEach(() => stage.close());

  function check(key: string, answer: Answer): void {
    const schema = reference.response(key, answer.status);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    expect(reference.has(key), key).toBe(true);
    if (schema) expect(faultsOf(schema, answer.body), key).toEqual([]);
  }

  it("v1.0 hooks answer as noted", async () => {
    const project_id = stage.hospital.id;
    const hooks = `${V1}/hooks`;
    const hook = { api_version: "v2", namespace: "crosstie", destination_url: DESTINATION, destination_headers: { Authorization: "Bearer abcdefgh" } };

    const made = await stage.call("POST", hooks, { body: { project_id, hook } });
    check(`POST ${hooks}`, made);
    const { id } = made.body as { id: number };
    check(`PATCH ${hooks}/{}`, await stage.call("PATCH", `${hooks}/${id}`, { body: { project_id, hook } }));
    check(`GET ${hooks}`, await stage.call("GET", `${hooks}?project_id=${project_id}`));
    check(`POST ${hooks}/{}/triggers`, await stage.call("POST", `${hooks}/${id}/triggers`, { body: { project_id, api_version: "v2", trigger: TRIGGER } }));
    check(`POST ${hooks}/{}/triggers/bulk`, await stage.call("POST", `${hooks}/${id}/triggers/bulk`, { body: { project_id, api_version: "v2", triggers: [OTHER] } }));
    const triggers = await stage.call("GET", `${hooks}/${id}/triggers?project_id=${project_id}`);
    check(`GET ${hooks}/{}/triggers`, triggers);
    await stage.act("set_webhook_options", { paused: true });
    await stage.act("approve_commitment", { id: stage.subcontract.id });
    const deliveries = await stage.call("GET", `${hooks}/${id}/deliveries?project_id=${project_id}`);
    check(`GET ${hooks}/{}/deliveries`, deliveries);
    const resources = await stage.call("GET", `${V1}/resources?project_id=${project_id}`);
    check(`GET ${V1}/resources`, { ...resources, body: nameless(resources.body) });
    check(`GET ${V1}/resources/api_versions`, await stage.call("GET", `${V1}/resources/api_versions?project_id=${project_id}`));
    const [first, second] = triggers.body as { id: number }[];
    check(`DELETE ${hooks}/{}/triggers/{}`, await stage.call("DELETE", `${hooks}/${id}/triggers/${first?.id}?project_id=${project_id}`));
    check(`DELETE ${hooks}/{}/triggers/bulk`, await stage.call("DELETE", `${hooks}/${id}/triggers/bulk`, { body: { project_id, triggers: [second?.id] } }));
    check(`DELETE ${hooks}/{}`, await stage.call("DELETE", `${hooks}/${id}?project_id=${project_id}`));

    expect(deliveries.body).toHaveLength(1);
  });

  it.each(["company", "project"])("v2.0 hooks of a %s answer as noted", async (scope) => {
    const under = scope === "company" ? "/rest/v2.0/companies/{}" : "/rest/v2.0/companies/{}/projects/{}";
    const base = scope === "company" ? `/rest/v2.0/companies/${stage.us.id}/webhooks` : `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks`;
    const hooks = `${under}/webhooks/hooks`;
    const [trigger, other] = scope === "company" ? [{ resource_name: "Company Vendors", event_type: "update" }, { resource_name: "Projects", event_type: "update" }] : [TRIGGER, OTHER];
    const body = { payload_version: "v4.0", namespace: "crosstie", destination_url: DESTINATION, destination_headers: { Authorization: "Bearer abcdefgh" } };

    const made = await stage.call("POST", `${base}/hooks`, { body });
    check(`POST ${hooks}`, made);
    const { id } = (made.body as { data: { id: string } }).data;
    check(`GET ${hooks}`, await stage.call("GET", `${base}/hooks?include_trigger_count=true`));
    check(`GET ${hooks}/{}`, await stage.call("GET", `${base}/hooks/${id}`));
    check(`PATCH ${hooks}/{}`, await stage.call("PATCH", `${base}/hooks/${id}`, { body: { status: "active" } }));
    check(`POST ${hooks}/{}/triggers`, await stage.call("POST", `${base}/hooks/${id}/triggers`, { body: trigger }));
    check(`POST ${hooks}/{}/triggers/bulk`, await stage.call("POST", `${base}/hooks/${id}/triggers/bulk`, { body: [other] }));
    const triggers = await stage.call("GET", `${base}/hooks/${id}/triggers`);
    check(`GET ${hooks}/{}/triggers`, triggers);
    await stage.act("set_webhook_options", { paused: true });
    await stage.act("approve_commitment", { id: stage.subcontract.id });
    await stage.act("update_vendor", { id: stage.subcontract.vendorId, notes: "Prefers e-mail" });
    const deliveries = await stage.call("GET", `${base}/hooks/${id}/deliveries`);
    check(`GET ${hooks}/{}/deliveries`, deliveries);
    check(`GET ${under}/webhooks/resources`, await stage.call("GET", `${base}/resources?payload_version=v4.0`));
    const [first, second] = (triggers.body as { data: { id: string }[] }).data;
    check(`DELETE ${hooks}/{}/triggers/{}`, await stage.call("DELETE", `${base}/hooks/${id}/triggers/${first?.id}`));
    check(`DELETE ${hooks}/{}/triggers/bulk`, await stage.call("DELETE", `${base}/hooks/${id}/triggers/bulk`, { body: [second?.id] }));
    check(`DELETE ${hooks}/{}`, await stage.call("DELETE", `${base}/hooks/${id}`));

    expect((deliveries.body as { data: unknown[] }).data).toHaveLength(1);
  });

  it("a token and what is known about it are as noted", async () => {
    const granted = await fetch(`${stage.url}/oauth/token`, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials", client_id: stage.state.app.clientId, client_secret: stage.state.app.clientSecret }) });
    const token = (await granted.json()) as { access_token: string };
    const info = await fetch(`${stage.url}/oauth/token/info`, { headers: { authorization: `Bearer ${token.access_token}` } });

    check("POST /oauth/token", { status: granted.status, body: token, headers: granted.headers });
    check("GET /oauth/token/info", { status: info.status, body: await info.json(), headers: info.headers });
  });
});
