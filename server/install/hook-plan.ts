import { watchedResources } from "../kinds/resources.ts";
import type { HookEvent, HookResource, Trigger } from "../procore/hooks.ts";

/** Only v3.0 names a change's app and a line's contract. Procore docs: Webhook payload formats. */
export const PAYLOAD_VERSION = "v3.0";

/** One for the app in all companies; `[a-z0-9-]`. */
export const NAMESPACE = "crosstie";

const EVENTS: HookEvent[] = ["create", "update", "delete"];

export function wantedTriggers(
  scope: { projectId: string | undefined },
  offered: HookResource[],
): Omit<Trigger, "id">[] {
  const names = watchedResources(scope.projectId === undefined ? "company" : "project");
  return names.flatMap((resourceName) => {
    const events = offered.find((resource) => resource.name === resourceName)?.events ?? [];
    return EVENTS.filter((event) => events.includes(event)).map((event) => ({
      resourceName,
      event,
    }));
  });
}

export function triggerKey({ resourceName, event }: Omit<Trigger, "id">): string {
  return `${resourceName} ${event}`;
}
