import { Button } from "@procore/core-react";
import { useSyncExternalStore } from "react";
import styled from "styled-components";
import type { ActivityTab, Installation } from "../../../server/api/contract.ts";
import type { useActivities } from "../../api/activities.ts";
import { Waiting } from "../../components/blank.tsx";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { ActivityCards } from "./activity-cards.tsx";
import { ActivityTable } from "./activity-table.tsx";
import { type RowsProps } from "./cells.tsx";
import { EmptyTab } from "./empty-tab.tsx";

const narrow = window.matchMedia("(max-width: 767px)");

interface ActivityListProps extends Omit<RowsProps, "items"> {
  tab: ActivityTab;
  activities: ReturnType<typeof useActivities>;
  installation: Installation;
}

/** Waiting, failed, empty or rows; a table where it fits, cards where it does not. */
export function ActivityList({
  tab,
  activities,
  installation,
  isRetrying,
  onRetry,
}: ActivityListProps) {
  const { items, error, isLoading, isLoadingMore, hasMore, loadMore, refresh } = activities;
  const Rows = useNarrow() ? ActivityCards : ActivityTable;

  if (!items) {
    return error ? (
      <Failed error={error} onRetry={() => void refresh()} isRetrying={isLoading} />
    ) : (
      <Waiting label="Reading activities" />
    );
  }
  return (
    <>
      {Boolean(error) && <Stale error={error} onRetry={() => void refresh()} />}
      {items.length === 0 ? (
        <EmptyTab tab={tab} installation={installation} />
      ) : (
        <Rows items={items} isRetrying={isRetrying} onRetry={onRetry} />
      )}
      {hasMore && (
        <More>
          <Button variant="secondary" loading={isLoadingMore} onClick={() => void loadMore()}>
            Load more
          </Button>
        </More>
      )}
    </>
  );
}

/** Too narrow for the table. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrow.addEventListener("change", onChange);
      return () => narrow.removeEventListener("change", onChange);
    },
    () => narrow.matches,
  );
}

const More = styled.div`
  display: flex;
  justify-content: center;
  padding: 16px;
`;
