import { Table } from "@procore/core-react";
import styled from "styled-components";
import type { Activity } from "../../../server/api/contract.ts";
import { formatTimestamp } from "../../format.ts";
import { Cell, Header } from "../table-cells.ts";
import {
  ActionPill,
  ChangeCount,
  Impact,
  ResourceName,
  type RowsProps,
  SyncStatus,
} from "./cells.tsx";
import { RowActions } from "./row-actions.tsx";

export function ActivityTable({ items, ...rest }: RowsProps) {
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Table of activities">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Action</Header>
            <Header scope="col">Resource</Header>
            <Header scope="col">Changes</Header>
            <RightHeader scope="col">Financial impact</RightHeader>
            <Header scope="col">Timestamp</Header>
            <Header scope="col">Sync status</Header>
            <Header scope="col">Actions</Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((activity) => (
            <Row key={activity.id} activity={activity} {...rest} />
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Row({ activity, ...rest }: { activity: Activity } & Omit<RowsProps, "items">) {
  return (
    <Table.BodyRow data-activity={activity.id}>
      <Cell>
        <ActionPill action={activity.action} />
      </Cell>
      <Cell>
        <ResourceName activity={activity} />
      </Cell>
      <Cell>
        <ChangeCount activity={activity} />
      </Cell>
      <Right>
        <Impact activity={activity} />
      </Right>
      <Cell>
        <time dateTime={activity.detectedAt}>{formatTimestamp(activity.detectedAt)}</time>
      </Cell>
      <Cell>
        <SyncStatus activity={activity} />
      </Cell>
      <Cell>
        <RowActions activity={activity} {...rest} />
      </Cell>
    </Table.BodyRow>
  );
}

const Right = styled(Cell)`
  && {
    text-align: right;
  }
`;

const RightHeader = styled(Header)`
  && > * {
    justify-content: flex-end;
  }
`;
