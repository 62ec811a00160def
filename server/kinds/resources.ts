import { allKinds } from "./index.ts";
import type { Kind, Resource } from "./kind.ts";

/** What Procore offers webhooks for, of what we follow: hooks, deliveries and the manifest go by it. */
export function watchedResources(scope: Kind["scope"]): string[] {
  return allKinds()
    .filter((kind) => kind.scope === scope)
    .flatMap(({ resources }) => resources)
    .filter(({ isUnheardOf }) => !isUnheardOf)
    .map(({ name }) => name);
}

/** Which kind a delivery speaks of; undefined: of nothing that we follow. */
export function findResource(name: string): { kind: Kind; resource: Resource } | undefined {
  for (const kind of allKinds()) {
    const resource = kind.resources.find((one) => one.name === name);
    if (resource) return { kind, resource };
  }
  return undefined;
}

/** The resources whose `create` event says that a record of this kind is new. */
export function wholeResources({ resources }: Kind): string[] {
  return resources.filter(({ isPartOf }) => !isPartOf).map(({ name }) => name);
}
