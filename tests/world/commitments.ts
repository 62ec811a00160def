import type { ActivityPage, CommitmentView } from "../../server/api/contract.ts";
import { type ActivityRow, timelineOf } from "../../server/store/activity-rows.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { type Installed, must } from "./install.ts";
import type { World } from "./open-world.ts";

export interface Wanted {
  /** By its name in Procore's directory. */
  vendor: string;
  title: string;
  status?: string;
  amount?: string;
  private?: boolean;
  kind?: "work_order_contract" | "purchase_order_contract";
}

/**
 * Someone writes a subcontract of one line in the first chosen project; approved unless told
 * otherwise.
 */
export async function createCommitment(
  world: World,
  { companyId, projects }: Installed,
  wanted: Wanted,
): Promise<Commitment> {
  const state = world.procore.system.live();
  const vendor = [...state.vendors.values()].find(
    (one) => one.companyId === companyId && one.name === wanted.vendor,
  );
  const projectId = projects[0]?.id;
  const costCode = [...state.costCodes.values()].find((code) => code.projectId === projectId);
  if (!vendor || !costCode) throw new Error(`the seed has no vendor ${wanted.vendor}`);
  const { title, status = "Approved", amount = "1200.00" } = wanted;
  const commitment = (await world.procore.system.act({
    do: "create_commitment",
    projectId,
    kind: wanted.kind ?? "work_order_contract",
    fields: {
      title,
      status,
      vendor_id: vendor.id,
      contract_date: "2026-04-01",
      private: wanted.private ?? false,
    },
    lines: [{ description: "Scope of work", amount, cost_code_id: costCode.id }],
  })) as { id: string };
  return state.commitments.get(commitment.id)!;
}

export function pathOf(
  { companyId }: Pick<Installed, "companyId">,
  { projectId, id }: Pick<Commitment, "projectId" | "id">,
): string {
  return `/companies/${companyId}/projects/${projectId}/commitments/${id}`;
}

export function viewOf(
  { admin, companyId }: Installed,
  commitment: Commitment,
): Promise<CommitmentView> {
  return must(admin.get<CommitmentView>(pathOf({ companyId }, commitment)));
}

/**
 * What was written down of a commitment, newest first. Unlike a look at it, this asks Procore
 * nothing.
 */
export function logOf(
  { database }: Pick<World, "database">,
  { companyId, id }: Pick<Commitment, "companyId" | "id">,
): Promise<ActivityRow[]> {
  return timelineOf(database.admin, { companyId, parent: `commitment:${id}`, limit: 50 });
}

/** Of records in Pending and Failed. */
export async function countsOf({
  admin,
  companyId,
}: Installed): Promise<NonNullable<ActivityPage["counts"]>> {
  const page = await must(admin.get<ActivityPage>(`/companies/${companyId}/activities?limit=1`));
  return page.counts!;
}
