import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { ulid } from "../sandbox/procore/webhooks/ulid.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";

/** The secret of a company's hook, as Procore sends it with each delivery. */
export function secretOf(
  { procore }: Pick<World, "procore">,
  { companyId }: Pick<Installed, "companyId">,
): string {
  const hooks = [...procore.system.live().hooks.values()];
  const hook = hooks.find((one) => one.companyId === companyId && one.authorization);
  if (!hook) throw new Error(`company ${companyId} has no hook`);
  return hook.authorization!;
}

/** A delivery about a subcontract, as text: ids keep every digit. What is given replaces its part. */
export function aDelivery(
  { companyId, projects }: Pick<Installed, "companyId" | "projects">,
  changed: Record<string, unknown> = {},
): string {
  const payload = {
    ...webhookV3({ resource_name: "Work Order Contracts", related_resources: [] }),
    ulid: ulid(new Date()),
    company_id: JSON.rawJSON(companyId),
    project_id: JSON.rawJSON(projects[0]!.id),
    ...changed,
  };
  return JSON.stringify(payload);
}
