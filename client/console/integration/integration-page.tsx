import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Outline } from "../../components/outline.tsx";
import { LiveMark } from "../activities/live-mark.tsx";
import { More } from "../more.tsx";
import { PageHead } from "../shell/page-head.tsx";
import type { PageProps } from "../shell/pages.ts";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { UnreadFilters } from "../unread-filters.tsx";
import { useNarrow } from "../use-narrow.ts";
import { BatchOutcome } from "./batch-outcome.tsx";
import { Filters } from "./filters.tsx";
import { MessageDialog } from "./message-dialog.tsx";
import { NothingFits } from "./nothing-fits.tsx";
import { RecordCards } from "./record-cards.tsx";
import { RecordDialog } from "./record-dialog.tsx";
import { RecordTable } from "./record-table.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { SideBySide } from "./side-by-side.tsx";
import { StatusTabs } from "./status-tabs.tsx";
import { useIntegrationPage } from "./use-integration-page.ts";

export function IntegrationPage({ installation, live }: PageProps) {
  if (!installation.may.viewActivities) {
    return (
      <Blank title="You may not see the records">
        <p>
          This page takes at least ‘Read Only’ permission on the company’s ERP Integrations tool; a
          company administrator can give you that in Procore.
        </p>
      </Blank>
    );
  }
  return <Integration installation={installation} live={live} />;
}

function Integration({ installation, live }: Pick<PageProps, "installation" | "live">) {
  const page = useIntegrationPage(installation);
  const { records, filter, batch, open } = page;
  return (
    <>
      <PageHead
        title="Integration"
        aside={
          <Aside>
            <LiveMark state={live} />
            <Button
              variant="secondary"
              size="sm"
              loading={records.isRefreshing && !records.isLoading}
              onClick={page.refresh}
            >
              Refresh
            </Button>
          </Aside>
        }
      />
      <UnreadFilters words={page.unread} />
      <StatusTabs chosen={filter.status} counts={records.first?.counts} />
      <Filters filter={filter} installation={installation} grid={records.first} />
      {batch.outcome && <BatchOutcome outcome={batch.outcome} onClose={batch.forget} />}
      <SelectionBar selection={page.selection} batch={batch} />
      <Region
        ref={page.region}
        tabIndex={-1}
        aria-busy={records.isLoading}
        aria-label="Records"
        role="region"
      >
        <Grid page={page} installation={installation} />
      </Region>
      {open.record && <RecordDialog page={page} recordId={open.record} />}
      {page.compared && <SideBySide page={page} recordId={page.compared} />}
      {open.message && <MessageDialog page={page} recordId={open.message} />}
    </>
  );
}

interface GridProps {
  page: ReturnType<typeof useIntegrationPage>;
  installation: Installation;
}

function Grid({ page, installation }: GridProps) {
  const { records, rows, selection, filter, isFiltered } = page;
  const Rows = useNarrow() ? RecordCards : RecordTable;
  if (!rows) {
    return records.error ? (
      <Failed
        error={records.error}
        onRetry={page.refresh}
        isRetrying={records.isLoading || records.isRefreshing}
      />
    ) : (
      <Outline label="Reading the records" />
    );
  }
  return (
    <>
      {Boolean(records.error) && <Stale error={records.error} onRetry={page.refresh} />}
      {rows.length === 0 ? (
        <NothingFits
          filter={filter}
          isFiltered={isFiltered}
          installation={installation}
          compared={records.first?.compared ?? null}
        />
      ) : (
        <Rows items={rows} selection={selection} connections={page.connections} />
      )}
      {records.hasMore && (
        <More isLoading={records.isLoadingMore} onClick={() => void records.loadMore()} />
      )}
    </>
  );
}

const Aside = styled.div`
  display: flex;
  align-items: center;
  gap: 12px;
`;

const Region = styled.section`
  min-width: 0;
`;
