import { Button, Card, Link } from "@procore/core-react";
import styled from "styled-components";
import type { Bell } from "../../../server/api/contract.ts";
import { useAcknowledge } from "../../api/failures.ts";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";
import { wordsOf } from "../states/failed.tsx";
import { useAct } from "../use-act.ts";
import { FailedRow } from "./failed-row.tsx";
import { Notices } from "./notices.tsx";

interface BellPanelProps {
  id: string;
  companyId: string;
  /** Undefined: it is being read, or `error` says why it cannot be. */
  bell: Bell | undefined;
  error: unknown;
  onClose(): void;
}

/** Its parts stand below each other: what failed is the first of them. */
export function BellPanel({ id, onClose, ...failures }: BellPanelProps) {
  return (
    <Panel id={id} role="region" aria-label="Notifications">
      <Failures {...failures} onClose={onClose} />
      <Notices companyId={failures.companyId} onClose={onClose} />
    </Panel>
  );
}

const ALL = { tab: "failed" };

function Failures({ companyId, bell, error, onClose }: Omit<BellPanelProps, "id">) {
  const reading = useAct(useAcknowledge(companyId));
  const until = bell?.newest[0]?.failedAt;
  return (
    <section aria-label="Failed synchronizations">
      <Head>
        <h2>Failed synchronizations</h2>
        {bell?.canAcknowledge && bell.unacknowledged > 0 && until && (
          <Button
            variant="tertiary"
            size="sm"
            loading={reading.isRunning}
            onClick={() => void reading.run({ until })}
          >
            Mark all as read
          </Button>
        )}
      </Head>
      {reading.problem && <Notice tone="bad">{reading.problem}</Notice>}
      {bell && Boolean(error) && (
        <Notice tone="warning">
          Not fresh: {wordsOf(error)} It is asked for again each 30 seconds; if this stays, reload
          the page.
        </Notice>
      )}
      {!bell &&
        (error ? (
          <Notice tone="bad">{wordsOf(error)}</Notice>
        ) : (
          <Outline label="Reading" rows={3} />
        ))}
      {bell?.newest.length === 0 && <Empty>Nothing fails. What does appears here at once.</Empty>}
      <ul>
        {bell?.newest.map((failed) => (
          <li key={failed.recordId}>
            <FailedRow
              failed={failed}
              onOpen={() => {
                onClose();
                if (bell.canAcknowledge && !failed.isAcknowledged) {
                  void reading.run({ recordIds: [failed.recordId] });
                }
              }}
            />
          </li>
        ))}
      </ul>
      <Foot>
        <Link
          href={hrefTo("activities", ALL)}
          onClick={(event) =>
            openHere(event, () => {
              onClose();
              goTo("activities", ALL);
            })
          }
        >
          View All Failed Synchronizations
        </Link>
      </Foot>
    </section>
  );
}

const Panel = styled(Card)`
  && {
    position: absolute;
    top: calc(100% + 4px);
    right: 0;
    z-index: 20;
    width: min(440px, calc(100vw - 24px));
    max-height: min(640px, calc(100vh - 80px));
    overflow-y: auto;
    border: 1px solid ${theme.line};
  }
`;

const Head = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${theme.space.sm}px;
  min-height: 48px;
  padding: 8px 16px;
  border-bottom: 1px solid ${theme.line};

  h2 {
    font-size: 14px;
    line-height: 20px;
  }
`;

const Empty = styled.p`
  padding: ${theme.space.lg}px;
  color: ${theme.quiet};
  text-align: center;
`;

const Foot = styled.p`
  padding: 12px 16px;
  text-align: center;
`;
