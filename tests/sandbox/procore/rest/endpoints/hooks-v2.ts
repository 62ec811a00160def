import { removeHook } from "../../acts/hooks.ts";
import type { Hook } from "../../webhooks/records.ts";
import { RESOURCES } from "../../webhooks/resources.ts";
import { created, noContent, ok, pathId, type Call, type Endpoint, type Reply } from "../call.ts";
import { within } from "../filters.ts";
import {
  addTrigger,
  findHook,
  hooksOf,
  openHooks,
  putHook,
  removeTrigger,
  triggersOf,
  type Scope,
} from "../hooks.ts";
import { pageV2 } from "../pages.ts";
import { malformed, Refusal } from "../refusal.ts";
import { deliveryV2 } from "../shapes/delivery.ts";
import { hookV2, triggerV2 } from "../shapes/hook.ts";
import { readId } from "../wire.ts";

/** The same calls under a company and under one of its projects. */
export const hookV2Endpoints: Endpoint[] = [
  "/rest/v2.0/companies/{company_id}/webhooks",
  "/rest/v2.0/companies/{company_id}/projects/{project_id}/webhooks",
].flatMap(webhooksUnder);

function webhooksUnder(base: string): Endpoint[] {
  const hooks = `${base}/hooks`;
  return [
    { method: "GET", path: hooks, answer: list },
    {
      method: "POST",
      path: hooks,
      answer: (call) =>
        created({ data: hookV2(call.state, putHook(call, scopeOf(call), call.body)) }),
    },
    {
      method: "GET",
      path: `${hooks}/{id}`,
      answer: (call) => ok({ data: hookV2(call.state, hookOf(call, "id"), true) }),
    },
    {
      method: "PATCH",
      path: `${hooks}/{id}`,
      answer: (call) =>
        ok({
          data: hookV2(call.state, putHook(call, scopeOf(call), call.body, hookOf(call, "id"))),
        }),
    },
    {
      method: "DELETE",
      path: `${hooks}/{id}`,
      answer: (call) => {
        removeHook(call.state, hookOf(call, "id").id);
        return noContent();
      },
    },
    {
      method: "GET",
      path: `${hooks}/{hook_id}/triggers`,
      answer: (call) =>
        withHook(call, (hook) =>
          pageV2(call, triggersOf(call.state, hook.id), (trigger) => triggerV2(hook, trigger)),
        ),
    },
    {
      method: "POST",
      path: `${hooks}/{hook_id}/triggers`,
      answer: (call) =>
        withHook(call, (hook) =>
          created({ data: triggerV2(hook, addTrigger(call, hook, call.body)) }),
        ),
    },
    {
      method: "POST",
      path: `${hooks}/{hook_id}/triggers/bulk`,
      answer: (call) => withHook(call, (hook) => bulkCreate(call, hook)),
    },
    {
      method: "DELETE",
      path: `${hooks}/{hook_id}/triggers/bulk`,
      answer: (call) => withHook(call, (hook) => bulkDelete(call, hook)),
    },
    {
      method: "DELETE",
      path: `${hooks}/{hook_id}/triggers/{id}`,
      answer: (call) =>
        withHook(call, (hook) => {
          removeTrigger(call.state, hook.id, pathId(call));
          return noContent();
        }),
    },
    {
      method: "GET",
      path: `${hooks}/{hook_id}/deliveries`,
      answer: (call) => withHook(call, (hook) => deliveries(call, hook)),
    },
    { method: "GET", path: `${base}/resources`, answer: resources },
  ];
}

function scopeOf(call: Call): Scope {
  return openHooks(call, {
    companyId: pathId(call, "company_id"),
    projectId: call.path.project_id,
  });
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
  const version = searchParams.get("payload_version");
  const rows = hooksOf(call.state, scopeOf(call)).filter(
    (hook) =>
      (!namespace || hook.namespace === namespace) && (!version || hook.payloadVersion === version),
  );
  return pageV2(call, rows, (hook) =>
    hookV2(call.state, hook, searchParams.get("include_trigger_count") === "true"),
  );
}

function bulkCreate(call: Call, hook: Hook): Reply {
  const { done, failed } = each(call, (asked) => triggerV2(hook, addTrigger(call, hook, asked)));
  return failed.length > 0
    ? { status: 207, body: { data: { succeeded: done, failed } } }
    : created({ data: done });
}

function bulkDelete(call: Call, hook: Hook): Reply {
  const { done, failed } = each(call, (asked) => {
    removeTrigger(call.state, hook.id, readId(asked) ?? "");
    return `${asked as string}`;
  });
  return failed.length > 0
    ? { status: 207, body: { data: { succeeded: done, failed } } }
    : ok({ data: { succeeded: done } });
}

function each(
  call: Call,
  apply: (asked: unknown) => unknown,
): { done: unknown[]; failed: unknown[] } {
  const { items } = call.body;
  if (!Array.isArray(items)) throw malformed("base", "the body must be an array");
  const done: unknown[] = [];
  const failed: unknown[] = [];
  for (const item of items) {
    try {
      done.push(apply(item));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push({ trigger: item, code: error.status, message: error.message });
    }
  }
  return { done, failed };
}

const SAID: Record<string, string> = {
  succeeded: "delivered",
  failed: "failed",
  discarded: "discarded",
  enqueued: "enqueued",
  retrying: "retrying",
};

function deliveries(call: Call, hook: Hook): Reply {
  const asked = (name: string) => call.url.searchParams.get(`filter[${name}]`);
  const status = asked("status");
  if (status && !SAID[status]) throw malformed("filter[status]", "is not included in the list");
  const range = [asked("start") ?? "1970-01-01", asked("end") ?? "9999-12-31"].join("...");
  const rows = call.state.deliveries.filter(
    ({ hookId, status: is, event }) =>
      hookId === hook.id &&
      (!status || is === SAID[status]) &&
      (!asked("resource_name") || event.resourceName === asked("resource_name")) &&
      (!asked("event_type") || event.eventType === asked("event_type")) &&
      within(event.at, [range]),
  );
  return pageV2(call, rows, deliveryV2);
}

function resources(call: Call): Reply {
  const scope = scopeOf(call).projectId ? "project" : "company";
  const version = call.url.searchParams.get("payload_version");
  if (!version || !["v2.0", "v3.0", "v4.0"].includes(version)) {
    throw malformed("payload_version", "must be v2.0, v3.0 or v4.0");
  }
  return pageV2(
    call,
    RESOURCES.filter((resource) => resource.scope === scope),
    ({ name, category, tool, except }) => ({
      category,
      tool,
      name,
      payload_version: version,
      actions: ["create", "update", "delete"].filter(
        (action) => !except.some((excepted) => excepted === action),
      ),
    }),
  );
}
