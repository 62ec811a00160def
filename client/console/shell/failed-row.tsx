import { Warning } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { FailedRecord } from "../../../server/api/contract.ts";
import { MoneyChange } from "../../components/money.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatAgo, formatReason, formatTimestamp, plural } from "../../format.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";

/** One record of the bell; it leads to its failure. */
export function FailedRow({ failed, onOpen }: { failed: FailedRecord; onOpen(): void }) {
  const { activityId, resourceWord, title, procoreId, projectName, currency } = failed;
  const { changes, impact, failedAt, error, isAcknowledged } = failed;
  const place = { tab: "failed", activity: activityId };
  return (
    <Row
      href={hrefTo("activities", place)}
      data-unread={!isAcknowledged || undefined}
      onClick={(event) => {
        openHere(event, () => goTo("activities", place));
        onOpen();
      }}
    >
      <Top>
        <span>
          {!isAcknowledged && <OnlyReadAloud>Not looked at yet: </OnlyReadAloud>}
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
    </Row>
  );
}

const Row = styled.a`
  display: block;
  padding: 10px 16px;
  border-bottom: 1px solid ${theme.line};
  border-left: 4px solid transparent;
  color: ${theme.text};
  text-decoration: none;

  &[data-unread] {
    border-left-color: ${theme.bad};
    background: ${colors.red98};
  }

  &:hover {
    background: ${colors.gray96};
  }
`;

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
