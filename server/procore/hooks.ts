import { z } from "zod";
import { callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { everyV2Page } from "./pages.ts";
import { orMissing } from "./refusal.ts";
import { id, parseAnswer, text } from "./shapes.ts";

export type HookEvent = "create" | "update" | "delete";

export interface HookScope {
  companyId: string;
  projectId: string | undefined;
  signal?: AbortSignal;
}

export interface Hook {
  id: string;
  isActive: boolean;
  namespace: string;
  payloadVersion: string;
  destinationUrl: string;
  authorizationEnd: string | undefined;
}

export interface Trigger {
  id: string;
  resourceName: string;
  event: HookEvent;
}

export interface WantedHook {
  namespace: string;
  payloadVersion: string;
  destinationUrl: string;
  /** Procore sends it with each delivery. */
  authorization: string;
}

export interface HookResource {
  name: string;
  events: HookEvent[];
}

const event = z
  .string()
  .transform((value) => value.toLowerCase())
  .pipe(z.enum(["create", "update", "delete"]));

const Single = z.object({ data: z.unknown() });

const HookShape = z.object({
  id,
  status: z.string().nullish(),
  namespace: text,
  payload_version: text,
  destination_url: z.string(),
  destination_headers: z.object({ Authorization: text }).nullish(),
});

const TriggerShape = z.object({ id, resource_name: z.string(), event_type: event });
const ResourceShape = z.object({ name: z.string(), actions: z.array(z.string()) });

export async function listHooks(
  procore: ProcoreClient,
  scope: HookScope,
  namespace: string,
): Promise<Hook[]> {
  const rows = await everyV2Page(procore, {
    path: hooksPath(scope),
    query: { namespace },
    ...callerOf(scope),
  });
  return rows.map(toHook).filter((hook) => hook.namespace === namespace);
}

export async function createHook(
  procore: ProcoreClient,
  scope: HookScope,
  wanted: WantedHook,
): Promise<Hook> {
  const body = {
    ...fieldsOf(wanted),
    namespace: wanted.namespace,
    payload_version: wanted.payloadVersion,
  };
  const answer = await procore.call({
    method: "POST",
    path: hooksPath(scope),
    body,
    ...callerOf(scope),
  });
  return toHook(parseAnswer(Single, answer.body).data);
}

/** Also switches the hook on. */
export async function updateHook(
  procore: ProcoreClient,
  scope: HookScope,
  { id: hookId, wanted }: { id: string; wanted: WantedHook },
): Promise<void> {
  const body = { ...fieldsOf(wanted), status: "active" };
  await procore.call({
    method: "PATCH",
    path: `${hooksPath(scope)}/${hookId}`,
    body,
    ...callerOf(scope),
  });
}

export async function deleteHook(
  procore: ProcoreClient,
  scope: HookScope,
  hookId: string,
): Promise<void> {
  await orMissing(
    procore.call({ method: "DELETE", path: `${hooksPath(scope)}/${hookId}`, ...callerOf(scope) }),
  );
}

export async function listTriggers(
  procore: ProcoreClient,
  scope: HookScope,
  hookId: string,
): Promise<Trigger[]> {
  const rows = await everyV2Page(procore, {
    path: `${hooksPath(scope)}/${hookId}/triggers`,
    ...callerOf(scope),
  });
  return rows.map((row) => {
    const trigger = parseAnswer(TriggerShape, row);
    return { id: trigger.id, resourceName: trigger.resource_name, event: trigger.event_type };
  });
}

/** Procore may take some and refuse others (207): list them afterwards. */
export async function createTriggers(
  procore: ProcoreClient,
  scope: HookScope,
  { hookId, triggers }: { hookId: string; triggers: Omit<Trigger, "id">[] },
): Promise<void> {
  const body = triggers.map((trigger) => ({
    resource_name: trigger.resourceName,
    event_type: trigger.event,
  }));
  await procore.call({
    method: "POST",
    path: `${hooksPath(scope)}/${hookId}/triggers/bulk`,
    body,
    ...callerOf(scope),
  });
}

export async function deleteTriggers(
  procore: ProcoreClient,
  scope: HookScope,
  { hookId, ids }: { hookId: string; ids: string[] },
): Promise<void> {
  await procore.call({
    method: "DELETE",
    path: `${hooksPath(scope)}/${hookId}/triggers/bulk`,
    body: ids,
    ...callerOf(scope),
  });
}

export async function listHookResources(
  procore: ProcoreClient,
  scope: HookScope,
  payloadVersion: string,
): Promise<HookResource[]> {
  const path = hooksPath(scope).replace(/hooks$/, "resources");
  const rows = await everyV2Page(procore, {
    path,
    query: { payload_version: payloadVersion },
    ...callerOf(scope),
  });
  return rows.map((row) => {
    const { name, actions } = parseAnswer(ResourceShape, row);
    return {
      name,
      events: actions
        .map((action) => event.safeParse(action).data)
        .filter((found) => found !== undefined),
    };
  });
}

function hooksPath({ companyId, projectId }: HookScope): string {
  return `/rest/v2.0/companies/${companyId}${projectId === undefined ? "" : `/projects/${projectId}`}/webhooks/hooks`;
}

function fieldsOf({ destinationUrl, authorization }: WantedHook) {
  return { destination_url: destinationUrl, destination_headers: { Authorization: authorization } };
}

function toHook(row: unknown): Hook {
  const hook = parseAnswer(HookShape, row);
  return {
    id: hook.id,
    isActive: hook.status !== "disabled",
    namespace: hook.namespace ?? "",
    payloadVersion: hook.payload_version ?? "",
    destinationUrl: hook.destination_url,
    authorizationEnd: hook.destination_headers?.Authorization,
  };
}
