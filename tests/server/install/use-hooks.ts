import { afterEach, beforeEach } from "vitest";
import { ensureHooks } from "../../../server/install/ensure-hooks.ts";
import { findCompany, setCompanyStatus } from "../../../server/store/companies.ts";
import { installed, openRig, type Rig } from "./rig.ts";

/** For every test a rig whose company has begun to install. */
export function useHooks() {
  const rig = {} as Rig & { companyId: string };

  beforeEach(async () => {
    Object.assign(rig, await openRig());
    Object.assign(rig, await installed(rig));
  });
  afterEach(() => rig.close());

  const ensure = (signal?: AbortSignal) => ensureHooks(rig.hookParts(), rig.companyId, { signal });
  return {
    rig,
    ensure,
    hooks: () => [...rig.stage.state.hooks.values()],
    company: async () => (await findCompany(rig.admin, rig.companyId))!,
    /** What Procore has to send with its deliveries. */
    secret: async () => {
      const { webhookSecret } = (await findCompany(rig.admin, rig.companyId))!;
      return rig.seal.open(webhookSecret, "companies.webhook_secret", rig.companyId);
    },
    /** How many calls Procore answered with this status. */
    calls: (status: number) =>
      rig.stage
        .calls()
        .filter((call) => call.status === status)
        .reduce((sum, { count }) => sum + count, 0),
    fail: (method: string, path: string, status: number) =>
      rig.stage.faults.add({
        method,
        path,
        kind: "status",
        status,
        times: 1,
      }),
    /** As the job finds it. */
    async uninstalled(): Promise<void> {
      await setCompanyStatus(rig.admin, rig.companyId, "uninstalled");
      await ensure();
    },
  };
}
