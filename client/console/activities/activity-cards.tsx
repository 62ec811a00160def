import styled from "styled-components";
import { Tile } from "../../components/tile.tsx";
import { formatTimestamp } from "../../format.ts";
import {
  ActionPill,
  ChangeCount,
  Impact,
  ResourceName,
  type RowsProps,
  SyncStatus,
} from "./cells.tsx";
import { RowActions } from "./row-actions.tsx";

/** The same seven things, one card a row. */
export function ActivityCards({ items, ...rest }: RowsProps) {
  return (
    <List>
      {items.map((activity) => (
        <li key={activity.id} data-activity={activity.id}>
          <Tile>
            <Head>
              <ActionPill action={activity.action} />
              <time dateTime={activity.detectedAt}>{formatTimestamp(activity.detectedAt)}</time>
            </Head>
            <Line>
              <ResourceName activity={activity} />
              <End>
                {activity.impact && <Impact activity={activity} />}
                <ChangeCount activity={activity} />
              </End>
            </Line>
            <Line>
              <SyncStatus activity={activity} />
              <RowActions activity={activity} {...rest} />
            </Line>
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

const Line = styled.div`
  display: flex;
  align-items: flex-start;
  justify-content: space-between;
  gap: 8px 12px;

  & + & {
    margin-top: 8px;
  }

  > * {
    min-width: 0;
  }

  > :last-child {
    flex: none;
  }
`;

const Head = styled(Line)`
  flex-wrap: wrap;
`;

const End = styled.div`
  text-align: right;
`;
