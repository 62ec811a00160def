import type { Activity } from "../../../server/api/contract.ts";
import { ChangeRow } from "../../components/change-row.tsx";
import { ExternalLink } from "../../components/external-link.tsx";
import { Fact, Facts, Part } from "../../components/facts.tsx";
import { MoneyChange } from "../../components/money.tsx";
import { Notice } from "../../components/notice.tsx";
import { StatusPill, pillOfActivity } from "../../components/status-pill.tsx";
import { ToDo } from "../../components/to-do.tsx";
import { formatPercentChange, formatTimestamp } from "../../format.ts";
import { ActionPill, CounterpartOrId, whyItWaits } from "./cells.tsx";
import { FailurePart } from "./failure-part.tsx";
import { HistoryParts } from "./history-parts.tsx";
import { PreviewPart } from "./preview-part.tsx";

interface ActivityDetailsProps {
  companyId: string;
  activity: Activity;
  /** What a sentence calls the ERP. */
  erp: string;
  isRetrying: boolean;
}

export function ActivityDetails({ companyId, activity, erp, isRetrying }: ActivityDetailsProps) {
  const { changes, currency, impact, status, waiting, counterpart } = activity;
  return (
    <>
      {activity.failure && (
        <FailurePart
          companyId={companyId}
          activity={activity}
          failure={activity.failure}
          isRetrying={isRetrying}
        />
      )}
      {waiting !== null && status !== "pending" && (
        <Notice tone="warning">
          <ToDo reason={waiting} counterpart={counterpart} />
        </Notice>
      )}
      <Resource activity={activity} />
      <Part title={activity.action === "first_sent" ? "Fields" : "Changes"}>
        {changes.length === 0 && <p>No field changed.</p>}
        {changes.map((change, index) => (
          <ChangeRow key={index} change={change} currency={currency} erp={erp} />
        ))}
      </Part>
      {impact && (
        <Part title="Financial impact">
          <Facts>
            <Fact term="Amount change">
              <MoneyChange amount={impact.amount} currency={currency} />
            </Fact>
            {impact.percent !== null && (
              <Fact term="Percentage change">{formatPercentChange(impact.percent)}</Fact>
            )}
            <Fact term="Affected fields">{impact.fields.join(", ") || "None"}</Fact>
          </Facts>
        </Part>
      )}
      <Synchronization activity={activity} erp={erp} />
      {activity.canRetry && (
        <PreviewPart companyId={companyId} activityId={activity.id} erp={erp} />
      )}
      <HistoryParts companyId={companyId} activityId={activity.id} />
    </>
  );
}

function Resource({ activity }: { activity: Activity }) {
  const {
    resourceWord,
    procoreId,
    procoreUrl,
    action,
    projectId,
    projectName,
    changedBy,
    detectedAt,
  } = activity;
  return (
    <Part title="Resource information">
      <Facts>
        <Fact term="Resource type">{resourceWord}</Fact>
        <Fact term="Procore ID">
          {procoreUrl ? <ExternalLink href={procoreUrl}>{procoreId}</ExternalLink> : procoreId}
        </Fact>
        <Fact term="Action">
          <ActionPill action={action} />
        </Fact>
        <Fact term="Procore project">
          {projectId
            ? `${projectName ? `${projectName} · ` : ""}${projectId}`
            : "None: it belongs to the company"}
        </Fact>
        {changedBy && <Fact term="Changed by">{changedBy}</Fact>}
        <Fact term="Detected">{formatTimestamp(detectedAt)}</Fact>
      </Facts>
    </Part>
  );
}

function Synchronization({ activity, erp }: Pick<ActivityDetailsProps, "activity" | "erp">) {
  const { status, note, syncedAt, failure, requestedBy } = activity;
  return (
    <Part title={`${erp} synchronization`}>
      <Facts>
        <Fact term="Status">
          <StatusPill state={pillOfActivity(status)} /> {note}
          {status === "pending" && whyItWaits(activity)}
        </Fact>
        <Fact term="Transaction ID">{note ? "None" : <CounterpartOrId activity={activity} />}</Fact>
        {requestedBy && <Fact term="Sent by">{requestedBy}</Fact>}
        {!note && <Fact term="Synced at">{syncedAt ? formatTimestamp(syncedAt) : "Not yet"}</Fact>}
        {failure && <Fact term="Error message">{failure.said ?? failure.title}</Fact>}
      </Facts>
    </Part>
  );
}
