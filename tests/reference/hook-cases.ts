import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { inProject, type Case } from "./case.ts";

const DESTINATION = "https://app.example.com/webhooks/procore";
const HEADERS = { Authorization: "Bearer abcdefgh" };

type Owner = "company" | "project";
const TRIGGERS = {
  project: [
    { resource_name: "Work Order Contracts", event_type: "update" },
    { resource_name: "Contract Payments", event_type: "create" },
  ],
  company: [
    { resource_name: "Company Vendors", event_type: "update" },
    { resource_name: "Projects", event_type: "update" },
  ],
} as const;

/** A hook with one trigger, and one delivery that waits. */
const hooked = (owner: Owner) => async (stage: Stage) => {
  const hooks = `/rest/v2.0/companies/${stage.us.id}${owner === "project" ? `/projects/${stage.hospital.id}` : ""}/webhooks/hooks`;
  await stage.call("POST", hooks, {
    body: {
      payload_version: "v2.0",
      namespace: "crosstie",
      destination_url: DESTINATION,
      destination_headers: HEADERS,
    },
  });
  await stage.call("POST", `${hooks}/${hookOf(stage)}/triggers`, { body: TRIGGERS[owner][0] });
  await stage.act("set_webhook_options", { paused: true });
  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("update_vendor", { id: stage.subcontract.vendorId, notes: "Prefers e-mail" });
};

const hookOf = ({ state }: Stage) => [...state.hooks.keys()][0] ?? "";
const triggerOf = ({ state }: Stage) => [...state.triggers.keys()][0] ?? "";

const v1 = (): Case[] => {
  const hooks = "/rest/v1.0/webhooks/hooks";
  const [, other] = TRIGGERS.project;
  const given = hooked("project");
  const query = inProject;
  const body = (rest: object) => (stage: Stage) => ({
    project_id: wireId(stage.hospital.id),
    api_version: "v2",
    ...rest,
  });
  const hook = {
    hook: {
      api_version: "v2",
      namespace: "crosstie",
      destination_url: DESTINATION,
      destination_headers: HEADERS,
    },
  };
  const ofHook = (stage: Stage) => ({ hook_id: hookOf(stage), id: triggerOf(stage) });
  const itself = (stage: Stage) => ({ id: hookOf(stage) });
  return [
    { key: `POST ${hooks}`, body: body(hook) },
    { key: `GET ${hooks}`, given, query },
    { key: `PATCH ${hooks}/{id}`, given, ids: itself, body: body(hook) },
    { key: `DELETE ${hooks}/{id}`, given, ids: itself, query },
    { key: `POST ${hooks}/{hook_id}/triggers`, given, ids: ofHook, body: body({ trigger: other }) },
    { key: `GET ${hooks}/{hook_id}/triggers`, given, ids: ofHook, query },
    { key: `DELETE ${hooks}/{hook_id}/triggers/{id}`, given, ids: ofHook, query },
    {
      key: `POST ${hooks}/{hook_id}/triggers/bulk`,
      given,
      ids: ofHook,
      body: body({ triggers: [other] }),
    },
    {
      key: `DELETE ${hooks}/{hook_id}/triggers/bulk`,
      given,
      ids: ofHook,
      body: (stage) => body({ triggers: [wireId(triggerOf(stage))] })(stage),
    },
    { key: `GET ${hooks}/{hook_id}/deliveries`, given, ids: ofHook, query },
    { key: "GET /rest/v1.0/webhooks/resources", query },
    { key: "GET /rest/v1.0/webhooks/resources/api_versions", query },
  ];
};

const v2 = (owner: Owner): Case[] => {
  const webhooks = `/rest/v2.0/companies/{company_id}${owner === "project" ? "/projects/{project_id}" : ""}/webhooks`;
  const hooks = `${webhooks}/hooks`;
  const other = TRIGGERS[owner][1];
  const given = hooked(owner);
  const place = (stage: Stage) => ({ company_id: stage.us.id, project_id: stage.hospital.id });
  const ofHook = (stage: Stage) => ({
    ...place(stage),
    hook_id: hookOf(stage),
    id: triggerOf(stage),
  });
  const itself = (stage: Stage) => ({ ...place(stage), id: hookOf(stage) });
  return [
    {
      key: `POST ${hooks}`,
      ids: place,
      body: () => ({
        payload_version: "v4.0",
        namespace: "crosstie",
        destination_url: DESTINATION,
        destination_headers: HEADERS,
      }),
    },
    { key: `GET ${hooks}`, given, ids: place, query: () => ({ include_trigger_count: "true" }) },
    { key: `GET ${hooks}/{id}`, given, ids: itself },
    { key: `PATCH ${hooks}/{id}`, given, ids: itself, body: () => ({ status: "active" }) },
    { key: `DELETE ${hooks}/{id}`, given, ids: itself },
    { key: `POST ${hooks}/{hook_id}/triggers`, given, ids: ofHook, body: () => other },
    { key: `GET ${hooks}/{hook_id}/triggers`, given, ids: ofHook },
    { key: `DELETE ${hooks}/{hook_id}/triggers/{id}`, given, ids: ofHook },
    { key: `POST ${hooks}/{hook_id}/triggers/bulk`, given, ids: ofHook, body: () => [other] },
    {
      key: `DELETE ${hooks}/{hook_id}/triggers/bulk`,
      given,
      ids: ofHook,
      body: (stage) => [triggerOf(stage)],
    },
    { key: `GET ${hooks}/{hook_id}/deliveries`, given, ids: ofHook },
    { key: `GET ${webhooks}/resources`, ids: place, query: () => ({ payload_version: "v4.0" }) },
  ];
};

export const HOOK_CASES: Case[] = [...v1(), ...v2("company"), ...v2("project")];
