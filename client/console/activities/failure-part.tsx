import styled from "styled-components";
import type { Activity, Failure, Remedy } from "../../../server/api/contract.ts";
import { createVendor } from "../../api/commitment.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { FailureCard } from "../../components/failure-card.tsx";
import { Notice } from "../../components/notice.tsx";
import { go } from "../address.ts";
import { useAct } from "../use-act.ts";

interface FailurePartProps {
  companyId: string;
  activity: Activity;
  failure: Failure;
  isRetrying: boolean;
  onRetry(): void;
}

/** Whose move it is and the ways out. Retry itself is the dialog's own button. */
export function FailurePart({
  companyId,
  activity,
  failure,
  isRetrying,
  onRetry,
}: FailurePartProps) {
  const announce = useAnnounce();
  const creating = useAct(async () => {
    if (activity.projectId) {
      await createVendor({
        companyId,
        projectId: activity.projectId,
        commitmentId: activity.procoreId,
      });
    }
    announce("The vendor is being created.");
  });
  const canCreate = activity.resource === "commitment" && activity.projectId !== null;
  const remedies = failure.remedies.filter(
    ({ kind }) => kind !== "retry" && (kind !== "create_vendor" || canCreate),
  );

  function follow({ kind }: Remedy) {
    if (kind === "retry") onRetry();
    if (kind === "create_vendor") void creating.run();
    if (kind === "open_settings") go({ page: "settings", activity: null });
  }

  return (
    <Space>
      <FailureCard
        failure={failure}
        remedies={remedies}
        onRemedy={follow}
        isBusy={isRetrying || creating.isRunning}
        hasPrimary={false}
      />
      {creating.problem && <Notice tone="bad">{creating.problem}</Notice>}
    </Space>
  );
}

const Space = styled.div`
  margin-bottom: 16px;
`;
