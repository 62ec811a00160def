import { RemoteError } from "../errors.ts";
import type { ProcoreClient } from "../procore/client.ts";
import {
  createHook,
  createTriggers,
  deleteHook,
  deleteTriggers,
  type Hook,
  type HookScope,
  listHookResources,
  listHooks,
  listTriggers,
  updateHook,
  type WantedHook,
} from "../procore/hooks.ts";
import { NAMESPACE, PAYLOAD_VERSION, triggerKey, wantedTriggers } from "./hook-plan.ts";
import { shownEnd } from "./webhook-secret.ts";

/** Leaves exactly one hook of ours. True: it was not as wanted, so changes may have been missed. */
export async function ensureHook(
  procore: ProcoreClient,
  scope: HookScope,
  wanted: WantedHook,
): Promise<boolean> {
  const [first, ...duplicates] = await listHooks(procore, scope, NAMESPACE);
  for (const duplicate of duplicates) await deleteHook(procore, scope, duplicate.id);
  const hook = first ?? (await createHook(procore, scope, wanted));
  const isOther = !isAsWanted(hook, wanted);
  if (isOther) await updateHook(procore, scope, { id: hook.id, wanted });
  const hasLacked = await ensureTriggers(procore, scope, hook.id);
  return !first || isOther || hasLacked;
}

export async function removeHooks(procore: ProcoreClient, scope: HookScope): Promise<void> {
  for (const hook of await listHooks(procore, scope, NAMESPACE)) {
    await deleteHook(procore, scope, hook.id);
  }
}

function isAsWanted(hook: Hook, wanted: WantedHook): boolean {
  return (
    hook.isActive &&
    hook.destinationUrl === wanted.destinationUrl &&
    hook.payloadVersion === wanted.payloadVersion &&
    shownEnd(hook.authorizationEnd ?? "") === shownEnd(wanted.authorization)
  );
}

async function ensureTriggers(
  procore: ProcoreClient,
  scope: HookScope,
  hookId: string,
): Promise<boolean> {
  const wanted = wantedTriggers(scope, await listHookResources(procore, scope, PAYLOAD_VERSION));
  const present = await listTriggers(procore, scope, hookId);
  const wantedKeys = new Set(wanted.map(triggerKey));
  const presentKeys = new Set(present.map(triggerKey));
  const missing = wanted.filter((trigger) => !presentKeys.has(triggerKey(trigger)));
  const odd = present.filter(
    (trigger, index) =>
      !wantedKeys.has(triggerKey(trigger)) ||
      present.findIndex((other) => triggerKey(other) === triggerKey(trigger)) !== index,
  );
  if (odd.length > 0) {
    await deleteTriggers(procore, scope, { hookId, ids: odd.map(({ id }) => id) });
  }
  if (missing.length === 0) return false;
  await createTriggers(procore, scope, { hookId, triggers: missing });
  await confirm(procore, scope, { hookId, wanted });
  return true;
}

async function confirm(
  procore: ProcoreClient,
  scope: HookScope,
  { hookId, wanted }: { hookId: string; wanted: ReturnType<typeof wantedTriggers> },
): Promise<void> {
  const present = new Set((await listTriggers(procore, scope, hookId)).map(triggerKey));
  const refused = wanted.map(triggerKey).filter((key) => !present.has(key));
  if (refused.length === 0) return;
  throw new RemoteError({
    system: "Procore",
    reason: `did not take the webhook triggers ${refused.join(", ")}`,
    retryable: true,
  });
}
