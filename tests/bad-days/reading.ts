import type { Installation } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { type Installed, must } from "../world/install.ts";
import type { World } from "../world/open-world.ts";

/** Procore shows nothing of what is at this path until the faults are cleared. */
export const refuse = ({ procore }: Pick<World, "procore">, path: string, status = 403): void =>
  procore.faults.add({ method: "GET", path, kind: "status", status });

/** What the console says could not be read. */
export const unreadOf = async ({ admin, companyId }: Installed): Promise<Installation["unread"]> =>
  (await must(admin.get<Installation>(`/companies/${companyId}/installation`))).unread;

/** What the console says of payments, of all projects. */
export const paymentProblemsOf = async ({ admin, companyId }: Installed): Promise<string[]> =>
  (await must(admin.get<Installation>(`/companies/${companyId}/installation`))).payments.problems;

/** An admin takes the link to the ERP off, the invoice is deleted, and the next look tells of it. */
export async function deleteInvoice(world: World, installed: Installed, id: string): Promise<void> {
  world.procore.system.live().requisitions.get(id)!.originId = null;
  await world.procore.system.act({ do: "delete_requisition", id });
  // As if the last comparison of the project's list were long ago.
  await world.database
    .admin("cursors")
    .whereLike("name", "%:asked:all")
    .update({ value: new Date(0).toISOString() });
  await poll(world, installed);
}

/** Looks for changes now, and waits for all that comes of it. */
export async function poll(world: World, { companyId, connectionId }: Installed): Promise<void> {
  await world.jobs.send("poll-changes", { companyId, connectionId });
  await atRest(world);
}
