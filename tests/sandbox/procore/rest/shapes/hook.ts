import type { ProcoreState } from "../../state.ts";
import type { Hook, Trigger } from "../../webhooks/records.ts";
import { masked, triggersOf } from "../hooks.ts";

export function hookV2(state: ProcoreState, hook: Hook, counts = false) {
  return {
    id: hook.id,
    status: hook.status,
    payload_version: hook.payloadVersion,
    namespace: hook.namespace,
    destination_headers: masked(hook.authorization),
    destination_url: hook.destinationUrl,
    ...(counts ? { trigger_count: triggersOf(state, hook.id).length } : {}),
    company_id: hook.companyId,
    project_id: hook.projectId,
    created_at: hook.createdAt,
    updated_at: hook.updatedAt,
  };
}

export function triggerV2(hook: Hook, trigger: Trigger) {
  return {
    id: trigger.id,
    webhook_hook_id: hook.id,
    resource_name: trigger.resourceName,
    event_type: trigger.eventType,
    company_id: hook.companyId,
    project_id: hook.projectId,
  };
}
