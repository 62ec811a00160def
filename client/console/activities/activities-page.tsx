import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import type { LiveState } from "../../api/live.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { formatCount, formatSentence } from "../../format.ts";
import { ExportDialog } from "../batches/export-dialog.tsx";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { UnreadFilters } from "../unread-filters.tsx";
import { ActivityDialog } from "./activity-dialog.tsx";
import { ActivityList } from "./activity-list.tsx";
import { ActivityTabs, tabWord } from "./activity-tabs.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LiveMark } from "./live-mark.tsx";
import { Many } from "./many.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useActivitiesPage } from "./use-activities-page.ts";
import type { useSteadyItems } from "./use-steady-items.ts";

interface WhyItWaitsProps {
  installation: Installation;
  hasPending: boolean;
}

interface ActivitiesPageProps {
  installation: Installation;
  live: LiveState;
}

export function ActivitiesPage({ installation, live }: ActivitiesPageProps) {
  if (!installation.may.viewActivities) {
    return (
      <Blank title="You may not see activities">
        <p>
          They show what syncs in {installation.company.name}. It takes at least ‘Read Only’ level
          permission on the Commitments tool of a project that Crosstie watches, or on the company’s
          ERP Integrations tool; a company administrator can give you that in Procore.
        </p>
      </Blank>
    );
  }
  return <Activities installation={installation} live={live} />;
}

function Activities({ installation, live }: ActivitiesPageProps) {
  const companyId = installation.company.id;
  const [isExporting, setExporting] = useState(false);
  const page = useActivitiesPage(installation);
  const { tab, filters, choices, activities, steady, counts, rows, open, close } = page;
  const { retrying, many } = page;
  return (
    <>
      <PageHead
        title="Activities"
        aside={
          <Aside>
            <LiveMark state={live} />
            <Button variant="secondary" disabled={!tab} onClick={() => setExporting(true)}>
              Export
            </Button>
          </Aside>
        }
      />
      <ActivityTabs tab={tab} counts={counts} />
      <FilterBar filters={filters} choices={choices}>
        <Arrived count={steady.waiting} onShow={steady.release} pointer={steady.pointer} />
      </FilterBar>
      <UnreadFilters words={page.unread} />
      <SavedViews companyId={companyId} tab={tab} filters={filters} />
      {tab === "pending" && (
        <WhyItWaits installation={installation} hasPending={(counts?.pending ?? 0) > 0} />
      )}
      {retrying.problem && (
        <Notice tone="bad">Not queued. {formatSentence(retrying.problem)}</Notice>
      )}
      <Many companyId={companyId} tab={tab} many={many} />
      <Region
        ref={rows}
        tabIndex={-1}
        aria-busy={activities.isLoading}
        aria-label={`${tab ?? "All"} activities`}
        role="region"
        {...steady.region}
      >
        <ActivityList
          tab={tab}
          isFiltered={Object.keys(filters).length > 0}
          activities={activities}
          installation={installation}
          erp={erpName(installation)}
          isRetrying={retrying.isRunning}
          onRetry={retrying.start}
          selection={many.selection}
        />
      </Region>
      {isExporting && tab && (
        <ExportDialog
          companyId={companyId}
          tab={{ id: tab, word: tabWord(tab) }}
          filters={filters}
          choices={choices}
          onClose={() => setExporting(false)}
        />
      )}
      {open && (
        <ActivityDialog
          companyId={companyId}
          activity={open.activity}
          error={open.error}
          erp={erpName(installation)}
          isRetrying={retrying.isRunning}
          problem={retrying.problem}
          onRetry={retrying.start}
          onClose={close}
        />
      )}
    </>
  );
}

interface ArrivedProps {
  count: number;
  onShow(): void;
  pointer: ReturnType<typeof useSteadyItems>["pointer"];
}

/** What has come while the list was pointed at; it stands beside the filters and moves nothing. */
function Arrived({ count, onShow, pointer }: ArrivedProps) {
  if (count === 0) return null;
  return (
    <Button variant="secondary" onClick={onShow} {...pointer}>
      Show {formatCount(count)} new
    </Button>
  );
}

/** The commonest reason for a full Pending tab, said once for all rows. */
function WhyItWaits({ installation, hasPending }: WhyItWaitsProps) {
  const { may, settings } = installation;
  if (!hasPending || settings.automaticSync || !may.viewCompany) return null;
  return (
    <Notice>
      Automatic sync is off: what waits for nothing else goes once someone presses Sync now.{" "}
      {may.changeSettings && (
        <PageLink page="settings" parameters={{ section: "synchronization" }}>
          Change this in Settings
        </PageLink>
      )}
    </Notice>
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
