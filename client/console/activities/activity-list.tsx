import type { ActivityTab, Installation } from "../../../server/api/contract.ts";
import type { useActivities } from "../../api/activities.ts";
import { Outline } from "../../components/outline.tsx";
import { More } from "../more.tsx";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { useNarrow } from "../use-narrow.ts";
import { ActivityCards } from "./activity-cards.tsx";
import { ActivityTable } from "./activity-table.tsx";
import { type RowsProps } from "./cells.tsx";
import { EmptyTab } from "./empty-tab.tsx";

interface ActivityListProps extends Omit<RowsProps, "items"> {
  tab: ActivityTab | null;
  isFiltered: boolean;
  activities: ReturnType<typeof useActivities>;
  installation: Installation;
}

/** Waiting, failed, empty or rows; a table where it fits, cards where it does not. */
export function ActivityList({
  tab,
  isFiltered,
  activities,
  installation,
  ...rest
}: ActivityListProps) {
  const { items, error, isLoading, isLoadingMore, hasMore, loadMore, refresh } = activities;
  const Rows = useNarrow() ? ActivityCards : ActivityTable;

  if (!items) {
    return error ? (
      <Failed error={error} onRetry={() => void refresh()} isRetrying={isLoading} />
    ) : (
      <Outline label="Reading activities" />
    );
  }
  return (
    <>
      {Boolean(error) && <Stale error={error} onRetry={() => void refresh()} />}
      {items.length === 0 ? (
        <EmptyTab tab={tab ?? "pending"} isFiltered={isFiltered} installation={installation} />
      ) : (
        <Rows items={items} {...rest} />
      )}
      {hasMore && <More isLoading={isLoadingMore} onClick={() => void loadMore()} />}
    </>
  );
}
