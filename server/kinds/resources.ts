import { allKinds } from "./index.ts";
import type { Kind, Resource } from "./kind.ts";

/** What Procore offers webhooks for: hooks, deliveries and the manifest follow it. */
export function watchedResources(scope: Kind["scope"]): string[] {
  return allKinds()
    .filter((kind) => kind.scope === scope)
    .flatMap(({ resources }) => resources)
    .filter(({ isUnheardOf }) => !isUnheardOf)
    .map(({ name }) => name);
}

export function findResource(name: string): { kind: Kind; resource: Resource } | undefined {
  for (const kind of allKinds()) {
    const resource = kind.resources.find((one) => one.name === name);
    if (resource) return { kind, resource };
  }
  return undefined;
}

export function resourceNamesOf({ resources }: Kind): { whole: string[]; parts: string[] } {
  const names = (some: Resource[]) => some.map(({ name }) => name);
  return {
    whole: names(resources.filter(({ isPartOf }) => !isPartOf)),
    parts: names(resources.filter(({ isPartOf }) => isPartOf)),
  };
}
