import { Warning } from "@procore/core-icons";
import styled from "styled-components";
import type { FailedRecord } from "../../../server/api/contract.ts";
import { MoneyChange } from "../../components/money.tsx";
import { theme } from "../../components/theme.ts";
import { formatAgo, formatReason, formatTimestamp, plural } from "../../format.ts";
import { BellRow } from "./bell-row.tsx";

/** One record of the bell; it leads to its failure. */
export function FailedRow({ failed, onOpen }: { failed: FailedRecord; onOpen(): void }) {
  const { activityId, resourceWord, title, procoreId, projectName, currency } = failed;
  const { changes, impact, failedAt, error, isAcknowledged } = failed;
  const place = { tab: "failed", activity: activityId };
  return (
    <BellRow place={place} hasFailed isRead={isAcknowledged} onOpen={onOpen}>
      <Top>
        <span>
          <strong>{resourceWord}</strong> {title}
        </span>
        {impact !== null && <MoneyChange amount={impact} currency={currency} />}
      </Top>
      <Why>
        <Warning size="sm" />
        {formatReason(error)}
      </Why>
      <Quiet>
        {procoreId}
        {projectName && ` · ${projectName}`} · {plural(changes, "change")} ·{" "}
        <time dateTime={failedAt} title={formatTimestamp(failedAt)}>
          {formatAgo(failedAt)}
        </time>
      </Quiet>
    </BellRow>
  );
}

const Top = styled.div`
  display: flex;
  justify-content: space-between;
  gap: ${theme.space.sm}px;

  > :first-child {
    min-width: 0;
  }
`;

const Why = styled.div`
  display: flex;
  gap: 6px;
  margin: 2px 0;
  font-size: 13px;
  line-height: 18px;

  svg {
    flex: none;
    margin-top: 2px;
    color: ${theme.bad};
  }
`;

const Quiet = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;
