import { ChevronDown, ChevronRight } from "@procore/core-icons";
import { Button } from "@procore/core-react";
import { useId, useState } from "react";
import styled from "styled-components";
import type { Problem, Remedy } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Candidates } from "../../components/candidates.tsx";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { Worth } from "../../components/worth.tsx";
import { formatCount, formatReason, formatTimestamp, plural } from "../../format.ts";
import { AskFirst } from "../form/ask-first.tsx";
import { BlockedRecords } from "./blocked-records.tsx";
import { RetryProgress } from "./retry-progress.tsx";
import { useProblem } from "./use-problem.ts";

interface ProblemRowProps {
  companyId: string;
  problem: Problem;
  /** One button of the page is its first. */
  hasPrimary: boolean;
}

export function ProblemRow({ companyId, problem, hasPrimary }: ProblemRowProps) {
  const { title, detail, openedAt, worth, failure, remedies } = problem;
  const mending = useProblem(companyId, problem);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const blocked = problem.failed + problem.retrying + problem.waiting;
  return (
    <Tile as="article" aria-label={title} data-problem={problem.id}>
      <Head>
        <div>
          <h3>{formatReason(title)}</h3>
          <p>{formatReason(detail)}</p>
          {failure?.said && (
            <Said>
              {failure.system} said: “{formatReason(failure.said)}”
            </Said>
          )}
        </div>
        <Figures>
          <Worth worth={worth} />
          <small>{blocked > 0 && plural(blocked, "record")}</small>
        </Figures>
      </Head>
      {failure && (
        <Candidates
          candidates={failure.candidates}
          system={failure.system}
          isBusy={mending.isRunning}
          onLink={mending.link}
        />
      )}
      <AskFirst asked={mending.asked} onClose={mending.askNoMore} />
      {mending.problem && <Notice tone="bad">{mending.problem}</Notice>}
      <RetryProgress problem={problem} queued={mending.queued} />
      <Foot>
        <Ways>
          {remedies.map((remedy, index) => (
            <ActionButton
              key={remedy.kind}
              size="sm"
              variant={hasPrimary && index === 0 ? "primary" : "secondary"}
              aria-disabled={mending.isRunning}
              onClick={() => mending.isRunning || mending.follow(remedy)}
            >
              {wordOf(remedy, problem)}
            </ActionButton>
          ))}
          {blocked > 0 && (
            <Button
              variant="tertiary"
              size="sm"
              icon={isOpen ? <ChevronDown size="sm" /> : <ChevronRight size="sm" />}
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => setOpen(!isOpen)}
            >
              {whatItBlocks(problem)}
            </Button>
          )}
        </Ways>
        <Since>
          Since <time dateTime={openedAt}>{formatTimestamp(openedAt)}</time>
        </Since>
      </Foot>
      {isOpen && (
        <div id={id}>
          <BlockedRecords companyId={companyId} problem={problem} />
        </div>
      )}
    </Tile>
  );
}

function wordOf({ kind, label }: Remedy, { failed }: Problem): string {
  return kind === "retry" && failed > 1 ? `Retry all ${formatCount(failed)}` : label;
}

/** "3 failed, 12 wait for them". */
function whatItBlocks({ failed, retrying, waiting }: Problem): string {
  return [
    failed > 0 && `${formatCount(failed)} failed`,
    retrying > 0 && `${formatCount(retrying)} on the way again`,
    waiting > 0 && `${formatCount(waiting)} ${waiting === 1 ? "waits" : "wait"}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const Head = styled.div`
  display: flex;
  justify-content: space-between;
  gap: ${theme.space.sm}px ${theme.space.lg}px;

  > :first-child {
    min-width: 0;
    max-width: 900px;
  }

  h3 {
    font-size: 16px;
    line-height: 24px;
  }

  @media (max-width: 699px) {
    flex-direction: column;
  }
`;

const Said = styled.p`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Figures = styled.div`
  display: flex;
  flex: none;
  flex-direction: column;
  align-items: flex-end;
  font-size: 16px;

  small {
    color: ${theme.quiet};
    font-size: 12px;
  }

  @media (max-width: 699px) {
    flex-direction: row;
    align-items: baseline;
    gap: ${theme.space.sm}px;
  }
`;

const Foot = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${theme.space.sm}px;
  margin-top: ${theme.space.sm}px;
`;

const Ways = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${theme.space.sm}px;
`;

const Since = styled.span`
  color: ${theme.quiet};
  font-size: 12px;
`;
