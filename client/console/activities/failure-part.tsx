import styled from "styled-components";
import type { Activity, Failure } from "../../../server/api/contract.ts";
import { FailureCard } from "../../components/failure-card.tsx";
import { Notice } from "../../components/notice.tsx";
import { useRemedies } from "./use-remedies.ts";

interface FailurePartProps {
  companyId: string;
  activity: Activity;
  failure: Failure;
  isRetrying: boolean;
}

/** Whose move it is and the ways out. */
export function FailurePart({ companyId, activity, failure, isRetrying }: FailurePartProps) {
  const { remedies, follow, link, isRunning, problem } = useRemedies(companyId, activity, failure);
  return (
    <Space>
      <FailureCard
        failure={failure}
        remedies={remedies}
        onRemedy={follow}
        onLink={link}
        isBusy={isRetrying || isRunning}
        hasPrimary={false}
      />
      {problem && <Notice tone="bad">{problem}</Notice>}
    </Space>
  );
}

const Space = styled.div`
  margin-bottom: 16px;
`;
