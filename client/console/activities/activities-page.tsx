import { useRef } from "react";
import styled from "styled-components";
import type { Activity, Installation } from "../../../server/api/contract.ts";
import { retryActivity, useActivities } from "../../api/activities.ts";
import type { LiveState } from "../../api/live.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { formatSentence } from "../../format.ts";
import { go, useAddress } from "../address.ts";
import { erpName } from "../erp.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useAct } from "../use-act.ts";
import { ActivityDialog } from "./activity-dialog.tsx";
import { ActivityList } from "./activity-list.tsx";
import { ActivityTabs } from "./activity-tabs.tsx";
import { LiveMark } from "./live-mark.tsx";
import { useLastCounts } from "./use-last-counts.ts";
import { WhyItWaits } from "./why-it-waits.tsx";

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
  const { tab, activityId } = useAddress();
  const activities = useActivities({ companyId, tab });
  const counts = useLastCounts(activities.counts);
  const announce = useAnnounce();
  const rows = useRowFocus(activityId);
  const retrying = useAct(async (activity: Activity) => {
    await retryActivity(companyId, activity.id);
    announce(`${activity.title} is queued.`);
    await activities.refresh();
  });

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
          onRetry={(activity) => void retrying.run(activity)}
        />
      </Region>
      {activityId && (
        <ActivityDialog
          companyId={companyId}
          id={activityId}
          erp={erpName(installation)}
          known={activities.items?.find((each) => each.id === activityId)}
          isRetrying={retrying.isRunning}
          problem={retrying.problem}
          onRetry={(activity) => void retrying.run(activity)}
          onClose={() => go({ activity: null }, true)}
        />
      )}
    </>
  );
}

/**
 * Where reading goes on when the details have closed or a row has moved to another tab: at the row,
 * or else at the list.
 */
function useRowFocus(openId: string | null) {
  const region = useRef<HTMLElement>(null);
  const lastId = useRef(openId);
  if (openId) lastId.current = openId;
  useKeptFocus(
    () =>
      region.current?.querySelector<HTMLElement>(
        `[data-activity="${CSS.escape(lastId.current ?? "")}"] button`,
      ) ?? region.current,
  );
  return region;
}

const Region = styled.section`
  min-width: 0;
`;
