import { removeHook } from "../../acts/hooks.ts";
import type { Hook, Trigger } from "../../webhooks/records.ts";
import { RESOURCES } from "../../webhooks/resources.ts";
import { created, ok, pathId, wrapped, type Call, type Endpoint, type Reply } from "../call.ts";
import {
  addTrigger,
  findHook,
  hooksOf,
  masked,
  openHooks,
  putHook,
  removeTrigger,
  triggersOf,
  type Scope,
} from "../hooks.ts";
import { malformed, Refusal } from "../refusal.ts";
import { deliveryV1 } from "../shapes/delivery.ts";
import { readId, wireId } from "../wire.ts";

const BASE = "/rest/v1.0/webhooks/hooks";
const MOST = 500;

export const hookV1Endpoints: Endpoint[] = [
  { method: "GET", path: BASE, answer: list },
  {
    method: "POST",
    path: BASE,
    answer: (call) => created(shape(putHook(call, scopeOf(call), wrapped(call, "hook")))),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) =>
      ok(shape(putHook(call, scopeOf(call), wrapped(call, "hook"), hookOf(call, "id")))),
  },
  {
    method: "DELETE",
    path: `${BASE}/{id}`,
    answer: (call) => {
      removeHook(call.state, hookOf(call, "id").id);
      return ok({});
    },
  },
  {
    method: "GET",
    path: `${BASE}/{hook_id}/triggers`,
    answer: (call) =>
      withHook(call, (hook) =>
        ok(triggersOf(call.state, hook.id).map((trigger) => triggerShape(hook, trigger))),
      ),
  },
  {
    method: "POST",
    path: `${BASE}/{hook_id}/triggers`,
    answer: (call) =>
      withHook(call, (hook) =>
        created(triggerShape(hook, addTrigger(call, hook, wrapped(call, "trigger")))),
      ),
  },
  {
    method: "POST",
    path: `${BASE}/{hook_id}/triggers/bulk`,
    answer: (call) =>
      withHook(call, (hook) =>
        bulk(call, (asked) => triggerShape(hook, addTrigger(call, hook, asked))),
      ),
  },
  {
    method: "DELETE",
    path: `${BASE}/{hook_id}/triggers/bulk`,
    answer: (call) =>
      withHook(call, (hook) =>
        bulk(call, (asked) => {
          const id = readId(asked) ?? "";
          removeTrigger(call.state, hook.id, id);
          return wireId(id);
        }),
      ),
  },
  {
    method: "DELETE",
    path: `${BASE}/{hook_id}/triggers/{id}`,
    answer: (call) =>
      withHook(call, (hook) => {
        removeTrigger(call.state, hook.id, pathId(call));
        return ok({});
      }),
  },
  { method: "GET", path: `${BASE}/{hook_id}/deliveries`, answer: deliveries },
  {
    method: "GET",
    path: "/rest/v1.0/webhooks/resources",
    answer: (call) => {
      const scope = scopeOf(call).projectId ? "project" : "company";
      return ok(
        RESOURCES.filter((resource) => resource.scope === scope).map(
          ({ name, category, tool, except }) => ({
            name,
            api_version: "v2",
            product_category: category,
            tools: tool,
            except,
            create: "create",
            update: "update",
            delete: "delete",
          }),
        ),
      );
    },
  },
  {
    method: "GET",
    path: "/rest/v1.0/webhooks/resources/api_versions",
    answer: (call) => ok(scopeOf(call) ? ["v2", "v3", "v4"] : []),
  },
];

/** `company_id` or `project_id`, in the query or the body. */
function scopeOf(call: Call): Scope {
  const given = (name: string) =>
    readId(call.url.searchParams.get(name)) ?? readId(call.body[name]);
  const companyId = given("company_id");
  const projectId = given("project_id");
  if (!companyId && !projectId) throw malformed("base", "company_id or project_id is required");
  return openHooks(call, { companyId, projectId });
}

function hookOf(call: Call, name: "id" | "hook_id"): Hook {
  return findHook(call.state, scopeOf(call), pathId(call, name));
}

function withHook(call: Call, then: (hook: Hook) => Reply): Reply {
  return then(hookOf(call, "hook_id"));
}

function list(call: Call) {
  const { searchParams } = call.url;
  const namespace = searchParams.get("namespace");
  const version = searchParams.get("api_version");
  return ok(
    hooksOf(call.state, scopeOf(call))
      .filter(
        (hook) =>
          (!namespace || hook.namespace === namespace) &&
          (!version || hook.payloadVersion.startsWith(version)),
      )
      .map(shape),
  );
}

/** 200 when all went well, 207 when some did. */
function bulk(call: Call, apply: (asked: unknown) => unknown): Reply {
  const asked = call.body.triggers;
  if (!Array.isArray(asked)) throw malformed("triggers", "param is missing or the value is empty");
  if (asked.length > MOST) throw new Refusal(413, [`At most ${MOST} triggers may be sent at once`]);
  const success: unknown[] = [];
  const failed: unknown[] = [];
  for (const trigger of asked) {
    try {
      success.push(apply(trigger));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push({ code: error.status, message: error.message, trigger, errors: error.errors });
    }
  }
  return failed.length > 0 ? { status: 207, body: { success, failed } } : ok({ success });
}

function deliveries(call: Call) {
  const { id } = hookOf(call, "hook_id");
  const { searchParams } = call.url;
  const size = Number.parseInt(searchParams.get("page_size") ?? "100", 10);
  const start = searchParams.get("page_start");
  const wanted = searchParams.get("filters[status]") ?? searchParams.get("filter[status]") ?? "any";
  const keeps = {
    any: ["ok", "retried", "failed", "discarded"],
    successful: ["ok"],
    failing: ["retried", "failed"],
    discarded: ["discarded"],
  }[wanted];
  if (!keeps) throw malformed("filters[status]", "must be any, successful, failing or discarded");
  const rows = call.state.deliveries.filter(({ hookId }) => hookId === id);
  const from = start ? rows.findIndex(({ event }) => event.id === start) + 1 : 0;
  return ok(
    rows
      .slice(from)
      .map(deliveryV1)
      .filter(({ outcome }) => keeps.includes(outcome))
      .slice(0, size),
  );
}

function shape(hook: Hook) {
  return {
    id: wireId(hook.id),
    api_version: hook.payloadVersion.replace(".0", ""),
    namespace: hook.namespace,
    destination_url: hook.destinationUrl,
    destination_headers: masked(hook.authorization),
    owned_by_company_id: hook.projectId ? null : wireId(hook.companyId),
    owned_by_project_id: wireId(hook.projectId),
    owned_by_user_id: wireId(hook.ownedByUserId),
  };
}

function triggerShape(hook: Hook, trigger: Trigger) {
  return {
    id: wireId(trigger.id),
    webhook_hook_id: wireId(hook.id),
    resource_name: trigger.resourceName,
    resource_id: null,
    event_type: trigger.eventType.toUpperCase(),
    company_id: wireId(hook.companyId),
    project_id: wireId(hook.projectId),
    user_id: wireId(trigger.userId),
  };
}
