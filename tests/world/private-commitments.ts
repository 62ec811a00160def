import { liveGrant } from "../sandbox/procore/oauth/grants.ts";
import { isAtLeast, projectLevel } from "../sandbox/procore/rest/reach.ts";
import type { World } from "./open-world.ts";

const SHOWN = /^\/rest\/v1\.0\/(?:commitments|work_order_contracts|purchase_order_contracts)\/(\d+)$/;

/** Procore shows a private commitment to Admins of the Commitments tool only and to whom they name; the sandbox's own endpoints do not play that. */
export function hidePrivateCommitments({ procore }: Pick<World, "procore">): void {
  procore.tap.listen(({ path }, request) => {
    const state = procore.system.live();
    const commitment = state.commitments.get(SHOWN.exec(path)?.[1] ?? "");
    const user = state.users.get(liveGrant(state, request.headers.get("authorization"))?.userId ?? "");
    const project = commitment && state.projects.get(commitment.projectId);
    if (!commitment?.private || !user || !project || isAtLeast(projectLevel(state, user, project, "Commitments"), "Admin")) return;
    return Response.json({ errors: "Not found" }, { status: 404 });
  });
}
