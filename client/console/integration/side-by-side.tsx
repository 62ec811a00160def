import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { Comparison } from "../../../server/api/contract.ts";
import { resolve, useComparison, useRecord } from "../../api/records.ts";
import { ActionButton, FinalButton } from "../../components/action-button.tsx";
import { useAnnounce } from "../../components/announcer.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { formatReason, formatSentence } from "../../format.ts";
import { Dialog } from "../form/dialog.tsx";
import { wordsOf } from "../states/failed.tsx";
import { useAct } from "../use-act.ts";
import { BothValues } from "./both-values.tsx";
import type { useIntegrationPage } from "./use-integration-page.ts";

type Side = "procore" | "erp";

interface SideBySideProps {
  page: ReturnType<typeof useIntegrationPage>;
  recordId: string;
}

/** Both systems' values, and the ways out: each says what it does before it is done. */
export function SideBySide({ page, recordId }: SideBySideProps) {
  const { companyId, close } = page;
  const { data: record } = useRecord(companyId, recordId);
  const { data: both, error, isValidating, mutate } = useComparison(companyId, recordId);
  const [asked, setAsked] = useState<Side | null>(null);
  const announce = useAnnounce();
  const taking = useAct(async (take: Side) => {
    await resolve(companyId, recordId, { take, mark: both?.mark ?? "" });
    announce(take === "erp" ? "The difference is accepted." : "Procore’s values are on their way.");
    page.refresh();
    close();
  });
  const title = record ? `${record.name}: both systems` : "Both systems";

  if (!both || error) {
    return (
      <Dialog title={title} width="lg" onClose={close}>
        {taking.problem && <Notice tone="bad">{formatSentence(taking.problem)}</Notice>}
        {error ? (
          <>
            <Notice tone="bad">{formatSentence(wordsOf(error))}</Notice>
            <Again>
              <Button variant="secondary" loading={isValidating} onClick={() => void mutate()}>
                Read both again
              </Button>
            </Again>
          </>
        ) : (
          <Outline label="Reading both systems" rows={4} />
        )}
      </Dialog>
    );
  }
  if (asked) {
    return (
      <Sure
        both={both}
        side={asked}
        isRunning={taking.isRunning}
        onBack={() => setAsked(null)}
        onSure={() =>
          void taking.run(asked).then((isTaken) => {
            setAsked(null);
            // What was seen may be true no more: it is not shown beside why it was refused.
            if (!isTaken) void mutate(undefined);
          })
        }
      />
    );
  }
  return (
    <Dialog
      title={title}
      width="lg"
      onClose={close}
      actions={
        <Button variant="secondary" loading={isValidating} onClick={() => void mutate()}>
          Read both again
        </Button>
      }
    >
      {taking.problem && <Notice tone="bad">{formatSentence(taking.problem)}</Notice>}
      <p>
        {both.says
          ? formatSentence(formatReason(both.says))
          : `Procore and ${both.system} agree: nothing differs by now.`}
      </p>
      <BothValues both={both} />
      <Ways both={both} mayAct={record?.mayAct ?? false} onTake={setAsked} onLeave={close} />
    </Dialog>
  );
}

interface WaysProps {
  both: Comparison;
  mayAct: boolean;
  onTake(side: Side): void;
  onLeave(): void;
}

function Ways({ both, mayAct, onTake, onLeave }: WaysProps) {
  const { procore, erp, system } = both;
  return (
    <List>
      <Way
        title="Take Procore’s"
        way={procore}
        isPrimary
        mayAct={mayAct}
        onTake={() => onTake("procore")}
      />
      <Way title={`Take ${system}’s`} way={erp} mayAct={mayAct} onTake={() => onTake("erp")} />
      <li>
        <div>
          <strong>Leave</strong>
          <p>Changes nothing. The record stays as it is, and is compared again each night.</p>
        </div>
        <Button variant="tertiary" onClick={onLeave}>
          Leave
        </Button>
      </li>
    </List>
  );
}

interface WayProps {
  title: string;
  way: Comparison["procore"];
  isPrimary?: boolean;
  mayAct: boolean;
  onTake(): void;
}

/** What cannot work has no button, and says why. */
function Way({ title, way, isPrimary = false, mayAct, onTake }: WayProps) {
  const isOffered = "will" in way;
  return (
    <li>
      <div>
        <strong>{isOffered ? title : `${title}: not possible`}</strong>
        <p>{formatReason(isOffered ? way.will : way.whyNot)}</p>
        {isOffered && !mayAct && (
          <p>It takes Admin on Commitments or on the company’s ERP Integrations tool in Procore.</p>
        )}
      </div>
      {isOffered && mayAct && (
        <ActionButton variant={isPrimary ? "primary" : "secondary"} onClick={onTake}>
          {title}
        </ActionButton>
      )}
    </li>
  );
}

interface SureProps {
  both: Comparison;
  side: Side;
  isRunning: boolean;
  onBack(): void;
  onSure(): void;
}

function Sure({ both, side, isRunning, onBack, onSure }: SureProps) {
  const { system } = both;
  const way = both[side];
  const title = side === "procore" ? "Take Procore’s values?" : `Take ${system}’s values?`;
  const Take = side === "procore" ? FinalButton : ActionButton;
  return (
    <Dialog
      title={title}
      onClose={onBack}
      actions={
        <Take loading={isRunning} onClick={onSure}>
          {side === "procore" ? `Write them to ${system}` : "Let the difference stand"}
        </Take>
      }
    >
      <p>{"will" in way && formatReason(way.will)}</p>
      <p>
        {side === "procore"
          ? `What ${system} has now is lost with it, and cannot be brought back from here.`
          : "It is written into the activities and the audit log under your name. Procore’s values can still be taken later, from here."}
      </p>
    </Dialog>
  );
}

const Again = styled.div`
  margin-top: 12px;
`;

const List = styled.ul`
  margin-top: 16px;

  > li {
    display: flex;
    gap: 8px 24px;
    align-items: center;
    justify-content: space-between;
    padding: 12px 0;
    border-top: 1px solid ${theme.line};
  }

  button {
    flex: none;
  }

  @media (max-width: 767px) {
    > li {
      flex-direction: column;
      align-items: flex-start;
    }
  }
`;
