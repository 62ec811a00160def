import { Table } from "@procore/core-react";
import { useEffect } from "react";
import styled from "styled-components";
import type { BlockedRecord, Problem } from "../../../server/api/contract.ts";
import { useBlocked } from "../../api/problems.ts";
import { Money } from "../../components/money.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { type PillState, StatusPill } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { More } from "../more.tsx";
import { PageLink } from "../page-link.tsx";
import { wordsOf } from "../states/failed.tsx";
import { Cell, Header } from "../table-cells.ts";
import { useNarrow } from "../use-narrow.ts";

/** All that one problem keeps from the ERP, each leading to its activity. */
export function BlockedRecords({ companyId, problem }: { companyId: string; problem: Problem }) {
  const blocked = useBlocked(companyId, problem.id);
  const { items, error, hasMore, isLoadingMore, loadMore, refresh } = blocked;
  const isNarrow = useNarrow();
  const figures = `${problem.failed} ${problem.retrying} ${problem.waiting}`;
  useEffect(() => void refresh(), [figures, refresh]);
  if (!items) {
    return error ? (
      <Notice tone="bad">{wordsOf(error)}</Notice>
    ) : (
      <Outline label="Reading what it blocks" rows={2} />
    );
  }
  return (
    <Space>
      {isNarrow ? <Cards items={items} /> : <Rows items={items} />}
      {hasMore && <More isLoading={isLoadingMore} onClick={loadMore} />}
    </Space>
  );
}

function Rows({ items }: { items: BlockedRecord[] }) {
  return (
    <Table.Container tabIndex={0} role="group" aria-label="What it blocks">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Resource</Header>
            <Header scope="col">Project</Header>
            <Header scope="col">Status</Header>
            <RightHeader scope="col">Not in the ERP yet</RightHeader>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((record) => (
            <Table.BodyRow key={record.recordId}>
              <Cell>
                <Name record={record} />
              </Cell>
              <Cell>{record.projectName}</Cell>
              <Cell>
                <State record={record} />
              </Cell>
              <Right>
                <Amount record={record} />
              </Right>
            </Table.BodyRow>
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Cards({ items }: { items: BlockedRecord[] }) {
  return (
    <ul>
      {items.map((record) => (
        <Card key={record.recordId}>
          <Name record={record} />
          <div>
            <State record={record} /> <Amount record={record} />
          </div>
        </Card>
      ))}
    </ul>
  );
}

function Name({ record }: { record: BlockedRecord }) {
  const { activityId, resourceWord, title, procoreId, state } = record;
  const tab = state === "failed" ? "failed" : "pending";
  return (
    <div>
      <strong>{resourceWord}</strong>{" "}
      {activityId ? (
        <PageLink page="activities" parameters={{ tab, activity: activityId }}>
          {title}
        </PageLink>
      ) : (
        title
      )}
      <Second>{procoreId}</Second>
    </div>
  );
}

const PILLS: Record<BlockedRecord["state"], PillState> = {
  failed: "failed",
  retrying: "syncing",
  waiting: "pending",
};

const State = ({ record: { state } }: { record: BlockedRecord }) => (
  <StatusPill state={PILLS[state]} />
);

const Amount = ({ record: { amount, currency } }: { record: BlockedRecord }) =>
  amount === null ? null : <Money amount={amount} currency={currency} isStrong={false} />;

const Space = styled.div`
  margin-top: ${theme.space.md}px;
`;

const Right = styled(Cell)`
  && {
    text-align: right;
  }
`;

const RightHeader = styled(Header)`
  && {
    text-align: right;
  }

  && > * {
    display: inline-flex;
    width: auto;
  }
`;

const Second = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Card = styled.li`
  display: flex;
  flex-direction: column;
  gap: 4px;
  padding: 8px 0;
  border-top: 1px solid ${theme.line};

  > :last-child {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
`;
