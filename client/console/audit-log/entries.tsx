import { Table } from "@procore/core-react";
import styled from "styled-components";
import type { AuditEntry } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { formatTimestamp } from "../../format.ts";
import { Cell, Header } from "../table-cells.ts";
import { useNarrow } from "../use-narrow.ts";
import { Changes } from "./changes.tsx";
import { actionWords } from "./words.ts";

/** A table where it fits, cards where it does not. */
export function Entries({ items }: { items: AuditEntry[] }) {
  return useNarrow() ? <Cards items={items} /> : <EntryTable items={items} />;
}

function EntryTable({ items }: { items: AuditEntry[] }) {
  return (
    <Table.Container tabIndex={0} role="group" aria-label="Table of entries">
      <Table>
        <Table.Header>
          <Table.HeaderRow>
            <Header scope="col">Timestamp</Header>
            <Header scope="col">Who</Header>
            <Header scope="col">Action</Header>
            <Header scope="col">What</Header>
            <Header scope="col">Before → after</Header>
            <Header scope="col">From</Header>
          </Table.HeaderRow>
        </Table.Header>
        <Table.Body>
          {items.map((entry) => (
            <Table.BodyRow key={entry.sequence} data-entry={entry.sequence}>
              <Cell>
                <When entry={entry} />
              </Cell>
              <Cell>
                <Who entry={entry} />
              </Cell>
              <Cell>
                <Block $least={96}>{actionWords[entry.action]}</Block>
              </Cell>
              <Cell>
                <What entry={entry} />
              </Cell>
              <Cell>
                <Block $least={216}>
                  <Changes entry={entry} />
                </Block>
              </Cell>
              <Cell>
                <From entry={entry} />
              </Cell>
            </Table.BodyRow>
          ))}
        </Table.Body>
      </Table>
    </Table.Container>
  );
}

function Cards({ items }: { items: AuditEntry[] }) {
  return (
    <List>
      {items.map((entry) => (
        <li key={entry.sequence} data-entry={entry.sequence}>
          <Tile>
            <Head>
              <strong>{actionWords[entry.action]}</strong>
              <When entry={entry} />
            </Head>
            <What entry={entry} />
            <Changes entry={entry} />
            <Foot>
              <Who entry={entry} />
              <From entry={entry} />
            </Foot>
          </Tile>
        </li>
      ))}
    </List>
  );
}

function When({ entry: { at } }: { entry: AuditEntry }) {
  return <time dateTime={at}>{formatTimestamp(at)}</time>;
}

function Who({ entry: { name, login } }: { entry: AuditEntry }) {
  return (
    <Block $least={176}>
      {name}
      {login && <SecondLine>{login}</SecondLine>}
    </Block>
  );
}

/** An id that is a word says no more than the name. */
function What({ entry: { subject, userId } }: { entry: AuditEntry }) {
  const { kind, id, name } = subject;
  return (
    <Block $least={176}>
      {name}
      {/^\d+$/.test(id) && id !== userId && <SecondLine>{`${kind} ${id}`}</SecondLine>}
    </Block>
  );
}

/** The number is the one in the chain; support asks for the request. */
function From({ entry: { address, requestId, sequence } }: { entry: AuditEntry }) {
  return (
    <Block $least={144}>
      {address ?? "—"}
      <SecondLine>
        Entry {sequence}
        {requestId && ` · request ${requestId}`}
      </SecondLine>
    </Block>
  );
}

/** core-react breaks words where a column is narrow: none is narrower than what it mostly holds. */
const Block = styled.div<{ $least: number }>`
  min-width: ${({ $least }) => $least}px;
`;

const SecondLine = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
  overflow-wrap: anywhere;
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0 12px;
  margin-bottom: 4px;
`;

const Foot = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 4px 12px;
  margin-top: 8px;
`;
