import { useId, useState } from "react";
import styled from "styled-components";
import { Tile } from "../../components/tile.tsx";
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

/** The same seven things, one card a row. */
export function ActivityCards({ items, ...rest }: RowsProps) {
  return (
    <List>
      {items.map((item) => (
        <li key={rowOf(item)} data-activity={item.id}>
          <ActivityCard item={item} {...rest} />
        </li>
      ))}
    </List>
  );
}

function ActivityCard({
  item,
  erp,
  selection,
  ...rest
}: { item: SteadyItem } & Omit<RowsProps, "items">) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Tile>
      <Head>
        <Start>
          {selection && !item.hasLeft && <RowBox item={item} selection={selection} />}
          <ActionPill action={item.action} />
        </Start>
        <Times activity={item} />
      </Head>
      <Line>
        <ResourceName activity={item} />
        <End>
          <Impact item={item} />
        </End>
      </Line>
      <Line>
        <ChangeCount activity={item} />
        <Unfold item={item} id={id} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      </Line>
      {isOpen && item.openCount > 1 && (
        <Unfolded id={id}>
          <OpenChanges item={item} erp={erp} />
        </Unfolded>
      )}
      <Line>
        <SyncStatus activity={item} since={item.since} hasLeft={item.hasLeft} />
        <RowActions activity={item} {...rest} />
      </Line>
    </Tile>
  );
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

const Unfolded = styled.div`
  margin: 8px 0;
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

const Start = styled.div`
  display: flex;
  align-items: center;
  gap: 12px;
`;

const End = styled.div`
  text-align: right;
`;
