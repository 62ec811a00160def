import styled from "styled-components";
import type { Activity, Failure } from "../../../server/api/contract.ts";
import { useInstallation } from "../../api/installation.ts";
import { ExternalLink } from "../../components/external-link.tsx";
import { FailureCard } from "../../components/failure-card.tsx";
import { Notice } from "../../components/notice.tsx";
import { AskFirst } from "../form/ask-first.tsx";
import { useRemedies } from "./use-remedies.ts";

interface FailurePartProps {
  companyId: string;
  activity: Activity;
  failure: Failure;
  isRetrying: boolean;
}

/** Whose move it is and the ways out. */
export function FailurePart({ companyId, activity, failure, isRetrying }: FailurePartProps) {
  const ways = useRemedies(companyId, activity, failure);
  const { remedies, follow, link, isRunning, problem } = ways;
  const supportUrl = useInstallation(companyId).data?.supportUrl;
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
      <AskFirst asked={ways.asked} onClose={ways.askNoMore} />
      {problem && <Notice tone="bad">{problem}</Notice>}
      {supportUrl && (
        <Last>
          If this stays, <ExternalLink href={supportUrl}>contact support</ExternalLink>.
        </Last>
      )}
    </Space>
  );
}

const Last = styled.p`
  margin-top: 8px;
`;

const Space = styled.div`
  margin-bottom: 16px;
`;
