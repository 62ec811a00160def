import { Checkbox, Table } from "@procore/core-react";
import { useEffect, useRef } from "react";
import styled from "styled-components";
import type { GridRecord } from "../../../server/api/contract.ts";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { formatTimestamp } from "../../format.ts";
import { Cell, Header } from "../table-cells.ts";
import {
  Box,
  Choose,
  Key,
  Message,
  MessageButton,
  Name,
  None,
  type RowsProps,
  SecondLine,
  Status,
  Version,
  ENTITY_MEANS,
  VERSION_MEANS,
} from "./cells.tsx";

export function RecordTable({ items, selection, connections }: RowsProps) {
  return (
    <Close tabIndex={0} role="group" aria-label="Table of records">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            {selection.isOffered && (
              <Header scope="col">
                <ChooseAll items={items} selection={selection} />
              </Header>
            )}
            <Header scope="col">Key</Header>
            <Header scope="col">Name</Header>
            <Header scope="col">Type</Header>
            <Header scope="col">Status</Header>
            <Header scope="col" title={VERSION_MEANS}>
              Version
            </Header>
            <Header scope="col">Last message</Header>
            <Header scope="col">Last sync</Header>
            <Header scope="col" title={ENTITY_MEANS}>
              Connection
              <br />
              Entity
            </Header>
            <Header scope="col">
              <OnlyReadAloud>Message</OnlyReadAloud>
            </Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((record) => (
            <Row
              key={record.id}
              record={record}
              selection={selection}
              connection={connections.get(record.connectionId)}
            />
          ))}
        </Table.Body>
      </Table>
    </Close>
  );
}

interface RowProps {
  record: GridRecord;
  selection: RowsProps["selection"];
  connection: string | undefined;
}

function Row({ record, selection, connection }: RowProps) {
  const { id, type, syncedAt, entity } = record;
  return (
    <Table.BodyRow data-record={id}>
      {selection.isOffered && (
        <Cell>
          <Choose record={record} selection={selection} />
        </Cell>
      )}
      <Cell>
        <Least $px={132}>
          <Key record={record} />
        </Least>
      </Cell>
      <Cell>
        <Least $px={120}>
          <Name record={record} />
        </Least>
      </Cell>
      <Cell>
        <OneLine>{type}</OneLine>
      </Cell>
      <Cell>
        <Least $px={120}>
          <Status record={record} />
        </Least>
      </Cell>
      <Cell>
        <Least $px={56}>
          <Version record={record} />
        </Least>
      </Cell>
      <Cell>
        <Least $px={160}>
          <Message record={record} />
        </Least>
      </Cell>
      <Cell>
        <Least $px={88}>{syncedAt ? <SyncedAt instant={syncedAt} /> : <None />}</Least>
      </Cell>
      <Cell>
        <Least $px={112}>
          {connection}
          {entity && <SecondLine>{entity}</SecondLine>}
        </Least>
      </Cell>
      <Cell>
        <MessageButton record={record} />
      </Cell>
    </Table.BodyRow>
  );
}

/** "Mar 20, 2026 03:40 PM", its time below. */
function SyncedAt({ instant }: { instant: string }) {
  const [, day, time] = /^(.*\d{4}) (.*)$/.exec(formatTimestamp(instant)) ?? [];
  return (
    <time dateTime={instant}>
      {day} <SecondLine>{time}</SecondLine>
    </time>
  );
}

/** Of the rows that are shown, those of which anything may be asked. */
function ChooseAll({ items, selection }: Pick<RowsProps, "items" | "selection">) {
  const ids = items.filter(({ asks }: GridRecord) => asks !== null).map(({ id }) => id);
  const chosen = ids.filter((id) => selection.has(id)).length;
  const isPartly = chosen > 0 && chosen < ids.length;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <Box title={ids.length === 0 ? "Nothing here can be synchronized" : undefined}>
      <Checkbox
        ref={box}
        checked={ids.length > 0 && chosen === ids.length}
        indeterminate={isPartly}
        disabled={ids.length === 0}
        onChange={(event) => selection.set(ids, event.currentTarget.checked)}
      >
        <OnlyReadAloud>Choose all that can be synchronized</OnlyReadAloud>
      </Checkbox>
    </Box>
  );
}

const Close = styled(Table.Container)`
  && th,
  && td {
    padding-right: 8px;
    padding-left: 8px;
    font-size: 13px;
    line-height: 18px;
  }
`;

const OneLine = styled.div`
  white-space: nowrap;
`;

/** core-react breaks words where a column is narrow. */
const Least = styled.div<{ $px: number }>`
  min-width: ${({ $px }) => $px}px;
`;
