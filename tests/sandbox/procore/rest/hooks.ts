import { isIP } from "node:net";
import { nextId, now, type ProcoreState } from "../state.ts";
import type { EventType, Hook, PayloadVersion, Trigger } from "../webhooks/records.ts";
import { findResource } from "../webhooks/resources.ts";
import { type Call, type Fields, isFields } from "./call.ts";
import { hasCompanyLevel, openCompany, openProject } from "./reach.ts";
import { forbidden, invalid, notFound, Refusal } from "./refusal.ts";

/** A company or one of its projects; hooks and triggers belong to one of the two. */
export interface Scope {
  companyId: string;
  projectId: string | null;
}

/** A person needs to be company admin; the service account needs the Webhooks API permission. */
export function openHooks(
  call: Call,
  { companyId, projectId }: { companyId?: string | null; projectId?: string | null },
): Scope {
  const project = projectId ? openProject(call, projectId).project : undefined;
  const owner = project?.companyId ?? companyId ?? "";
  const { membership } = openCompany(call, owner);
  if (!hasCompanyLevel(membership, "Webhooks API", "Standard")) throw forbidden("manage webhooks");
  return { companyId: owner, projectId: project?.id ?? null };
}

export function hooksOf(state: ProcoreState, scope: Scope): Hook[] {
  return [...state.hooks.values()].filter(
    ({ companyId, projectId }) => companyId === scope.companyId && projectId === scope.projectId,
  );
}

export function findHook(state: ProcoreState, scope: Scope, id: string): Hook {
  const hook = hooksOf(state, scope).find((candidate) => candidate.id === id);
  if (!hook) throw notFound();
  return hook;
}

export function triggersOf(state: ProcoreState, hookId: string): Trigger[] {
  return [...state.triggers.values()].filter((trigger) => trigger.hookId === hookId);
}

export function putHook(call: Call, scope: Scope, fields: Fields, existing?: Hook): Hook {
  const { state } = call;
  const at = now(state).toISOString();
  const draft: Hook = existing
    ? { ...existing }
    : {
        id: nextId(state, state.companies.get(scope.companyId)?.zone),
        ...scope,
        payloadVersion: "v2.0",
        namespace: "",
        destinationUrl: "",
        authorization: null,
        status: "active",
        ownedByUserId: call.user.id,
        createdAt: at,
        updatedAt: at,
      };
  if (fields.namespace !== undefined || !existing) draft.namespace = namespace(fields.namespace);
  if (fields.destination_url !== undefined || !existing) {
    draft.destinationUrl = destination(fields.destination_url);
  }
  const version = fields.payload_version ?? fields.api_version;
  if (version !== undefined) draft.payloadVersion = payloadVersion(version);
  if (isFields(fields.destination_headers)) {
    draft.authorization =
      typeof fields.destination_headers.Authorization === "string"
        ? fields.destination_headers.Authorization
        : null;
  }
  if (fields.status === "active" || fields.status === "disabled") draft.status = fields.status;
  draft.updatedAt = at;
  state.hooks.set(draft.id, draft);
  return draft;
}

export function addTrigger(call: Call, hook: Hook, asked: unknown): Trigger {
  const fields = isFields(asked) ? asked : {};
  const eventType = `${fields.event_type as string}`.toLowerCase() as EventType;
  const resourceName = `${fields.resource_name as string}`;
  if (!["create", "update", "delete"].includes(eventType)) {
    throw invalid("event_type", "is not included in the list");
  }
  if (!findResource(hook.projectId ? "project" : "company", resourceName, eventType)) {
    throw invalid(
      "resource_name",
      `${resourceName} has no ${eventType} event for a ${hook.projectId ? "project" : "company"} hook`,
    );
  }
  if (
    triggersOf(call.state, hook.id).some(
      (other) => other.resourceName === resourceName && other.eventType === eventType,
    )
  ) {
    throw new Refusal(409, { resource_name: ["has already been taken"] });
  }
  const trigger: Trigger = {
    id: nextId(call.state, call.state.companies.get(hook.companyId)?.zone),
    hookId: hook.id,
    resourceName,
    eventType,
    userId: call.user.id,
  };
  call.state.triggers.set(trigger.id, trigger);
  return trigger;
}

export function removeTrigger(state: ProcoreState, hookId: string, id: string): void {
  if (state.triggers.get(id)?.hookId !== hookId) throw notFound();
  state.triggers.delete(id);
}

export function masked(
  authorization: string | null,
): { Authorization: string } | Record<string, never> {
  return authorization === null ? {} : { Authorization: `****${authorization.slice(-5)}` };
}

function namespace(value: unknown): string {
  if (typeof value !== "string" || !/^[a-z0-9-]+$/.test(value)) {
    throw invalid("namespace", "may contain only lowercase letters, numbers and dashes");
  }
  return value;
}

/** Procore takes https alone. This sandbox also takes http on loopback, where tests listen. */
function destination(value: unknown): string {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  const isLoopback =
    url !== undefined &&
    (url.hostname === "localhost" ||
      url.hostname === "[::1]" ||
      (isIP(url.hostname) === 4 && url.hostname.startsWith("127.")));
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback))) {
    throw invalid("destination_url", "must be an HTTPS URL");
  }
  return url.toString();
}

function payloadVersion(value: unknown): PayloadVersion {
  const version = /^v([234])(?:\.0)?$/.exec(`${value as string}`)?.[1];
  if (!version) throw invalid("payload_version", "is not included in the list: v2.0, v3.0, v4.0");
  return `v${version}.0` as PayloadVersion;
}
