import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { formatTimestamp } from "../../format.ts";
import {
  Choose,
  Key,
  Message,
  MessageButton,
  Name,
  type RowsProps,
  Status,
  Version,
} from "./cells.tsx";

export function RecordCards({ items, selection, connections }: RowsProps) {
  return (
    <List>
      {items.map((record) => (
        <li key={record.id} data-record={record.id}>
          <Tile>
            <Head>
              {selection.isOffered && <Choose record={record} selection={selection} />}
              <Grow>
                <Name record={record} />
              </Grow>
              <MessageButton record={record} />
            </Head>
            <Status record={record} />
            {record.message && <Message record={record} />}
            <Foot>
              <span>
                {record.type} <Key record={record} />
              </span>
              <span>
                Version <Version record={record} />
              </span>
              <span>
                {record.syncedAt ? `Synced ${formatTimestamp(record.syncedAt)}` : "Never synced"}
              </span>
              <span>
                {[connections.get(record.connectionId), record.entity].filter(Boolean).join(" · ")}
              </span>
            </Foot>
          </Tile>
        </li>
      ))}
    </List>
  );
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

const Head = styled.div`
  display: flex;
  gap: 8px;
  margin-bottom: 4px;
`;

const Grow = styled.div`
  flex: 1;
  min-width: 0;
`;

const Foot = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 0 16px;
  margin-top: 8px;
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 18px;

  div {
    display: inline;
  }
  div div::before {
    content: " · ";
  }
`;
