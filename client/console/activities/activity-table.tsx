import { Table } from "@procore/core-react";
import { useId, useState } from "react";
import styled from "styled-components";
import { PageBox } from "../batches/selection-bar.tsx";
import { Cell, Header } from "../table-cells.ts";
import {
  ActionPill,
  ChangeCount,
  Impact,
  ResourceName,
  type RowsProps,
  SyncStatus,
  Times,
} from "./cells.tsx";
import { OpenChanges, Unfold } from "./open-changes.tsx";
import { RowActions } from "./row-actions.tsx";
import { RowBox } from "./row-box.tsx";
import { rowOf, type SteadyItem } from "./use-steady-items.ts";

export function ActivityTable({ items, ...rest }: RowsProps) {
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Table of activities">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            {rest.selection && (
              <Header scope="col">
                <PageBox selection={rest.selection} />
              </Header>
            )}
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
          {items.map((item) => (
            <Row key={rowOf(item)} item={item} {...rest} />
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Row({ item, erp, selection, ...rest }: { item: SteadyItem } & Omit<RowsProps, "items">) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Table.BodyRow data-activity={item.id}>
        {selection && <Cell>{!item.hasLeft && <RowBox item={item} selection={selection} />}</Cell>}
        <Cell>
          <ActionPill action={item.action} />
        </Cell>
        <Cell>
          <ResourceName activity={item} />
        </Cell>
        <Cell>
          <ChangeCount activity={item} />
          <Unfold item={item} id={id} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
        </Cell>
        <Right>
          <Impact item={item} />
        </Right>
        <Cell>
          <Times activity={item} />
        </Cell>
        <Cell>
          <SyncStatus activity={item} since={item.since} hasLeft={item.hasLeft} />
        </Cell>
        <Cell>
          <RowActions activity={item} {...rest} />
        </Cell>
      </Table.BodyRow>
      {isOpen && item.openCount > 1 && (
        <Table.BodyRow id={id}>
          <Cell colSpan={selection ? 8 : 7}>
            <OpenChanges item={item} erp={erp} />
          </Cell>
        </Table.BodyRow>
      )}
    </>
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
