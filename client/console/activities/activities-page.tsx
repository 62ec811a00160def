import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import type { LiveState } from "../../api/live.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { formatSentence } from "../../format.ts";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { ActivityDialog } from "./activity-dialog.tsx";
import { ActivityList } from "./activity-list.tsx";
import { ActivityTabs } from "./activity-tabs.tsx";
import { LiveMark } from "./live-mark.tsx";
import { useActivitiesPage } from "./use-activities-page.ts";

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
          They show all that syncs in {installation.company.name}. It takes at least ‘Read Only’
          level permission on the company’s ERP Integrations tool; a company administrator can give
          you that in Procore.
        </p>
      </Blank>
    );
  }
  return <Activities installation={installation} live={live} />;
}

function Activities({ installation, live }: ActivitiesPageProps) {
  const companyId = installation.company.id;
  const { tab, activities, counts, rows, open, close, retrying } = useActivitiesPage(companyId);
  return (
    <>
      <PageHead title="Activities" aside={<LiveMark state={live} />} />
      <ActivityTabs tab={tab} counts={counts} />
      {tab === "pending" && (
        <WhyItWaits installation={installation} hasPending={(counts?.pending ?? 0) > 0} />
      )}
      {retrying.problem && (
        <Notice tone="bad">Not queued. {formatSentence(retrying.problem)}</Notice>
      )}
      <Region
        ref={rows}
        tabIndex={-1}
        aria-busy={activities.isLoading}
        aria-label={`${tab} activities`}
        role="region"
      >
        <ActivityList
          tab={tab}
          activities={activities}
          installation={installation}
          isRetrying={retrying.isRunning}
          onRetry={retrying.start}
        />
      </Region>
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

/** The commonest reason for a full Pending tab, said once for all rows. */
function WhyItWaits({ installation, hasPending }: WhyItWaitsProps) {
  if (!hasPending || installation.settings.automaticSync) return null;
  return (
    <Notice>
      Automatic sync is off: what is listed here waits until someone presses Sync now.{" "}
      {installation.may.changeSettings && (
        <PageLink page="settings">Change this in Settings</PageLink>
      )}
    </Notice>
  );
}

const Region = styled.section`
  min-width: 0;
`;
