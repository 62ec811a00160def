import { wireId } from "../rest/wire.ts";
import type { HookEvent, PayloadVersion } from "./records.ts";

/**
 * Cuts an event into a payload version. Reference: Procore docs, Webhooks, payload formats v2, v3,
 * v4.
 */
export function payload(
  event: HookEvent,
  version: PayloadVersion,
  namesSourceApplication: boolean,
): Record<string, unknown> {
  if (version === "v4.0") {
    return {
      id: event.ulid,
      timestamp: event.at,
      reason: event.eventType,
      company_id: event.companyId,
      project_id: event.projectId,
      user_id: event.userId,
      resource_type: event.resourceName,
      resource_id: event.resourceId,
    };
  }
  const both = {
    id: wireId(event.id),
    ulid: event.ulid,
    timestamp: event.at,
    metadata: {
      source_user_id: wireId(event.userId),
      source_project_id: wireId(event.projectId),
      source_operation_id: null,
      source_company_id: wireId(event.companyId),
      source_application_id: namesSourceApplication ? event.applicationId : null,
    },
    user_id: wireId(event.userId),
    company_id: wireId(event.companyId),
    project_id: wireId(event.projectId),
    api_version: version,
    event_type: event.eventType,
    resource_name: event.resourceName,
    resource_id: wireId(event.resourceId),
  };
  return version === "v2.0"
    ? both
    : {
        ...both,
        related_resources: event.related.map(({ id, name }) => ({ id: wireId(id), name })),
      };
}
