import type { Activity, Failure, Remedy } from "../../../server/api/contract.ts";
import { createVendor } from "../../api/commitment.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { go } from "../address.ts";
import { useAct } from "../use-act.ts";

/** The ways out of a failure, besides Retry, which is the dialog's own button. */
export function useRemedies(companyId: string, activity: Activity, failure: Failure) {
  const { resource, procoreId, projectId } = activity;
  const announce = useAnnounce();
  const creating = useAct(async () => {
    if (projectId) await createVendor({ companyId, projectId, commitmentId: procoreId });
    announce("The vendor is being created.");
  });
  const canCreate = resource === "commitment" && projectId !== null;

  return {
    remedies: failure.remedies.filter(
      ({ kind }) => kind !== "retry" && (kind !== "create_vendor" || canCreate),
    ),
    follow({ kind }: Remedy) {
      if (kind === "create_vendor") void creating.run();
      if (kind === "open_settings") go({ page: "settings", activity: null });
    },
    isRunning: creating.isRunning,
    problem: creating.problem,
  };
}
