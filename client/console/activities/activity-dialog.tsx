import type { Activity } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { formatSentence } from "../../format.ts";
import { Dialog } from "../form/dialog.tsx";
import { wordsOf } from "../states/failed.tsx";
import { ActivityDetails } from "./activity-details.tsx";
import { retryWord } from "./row-actions.tsx";

interface ActivityDialogProps {
  companyId: string;
  /** Undefined: it is being read, or `error` says why it cannot be. */
  activity: Activity | undefined;
  error: unknown;
  /** What a sentence calls the ERP. */
  erp: string;
  isRetrying: boolean;
  problem: string | null;
  onRetry(activity: Activity): void;
  onClose(): void;
}

export function ActivityDialog({
  companyId,
  activity,
  error,
  erp,
  isRetrying,
  problem,
  onRetry,
  onClose,
}: ActivityDialogProps) {
  return (
    <Dialog
      title={activity?.title ?? "Activity"}
      onClose={onClose}
      actions={
        activity?.canRetry && (
          <ActionButton loading={isRetrying} onClick={() => onRetry(activity)}>
            {retryWord(activity)}
          </ActionButton>
        )
      }
    >
      {problem && <Notice tone="bad">Not queued. {formatSentence(problem)}</Notice>}
      {activity ? (
        <ActivityDetails
          companyId={companyId}
          activity={activity}
          erp={erp}
          isRetrying={isRetrying}
        />
      ) : error ? (
        <Notice tone="bad">{wordsOf(error)}</Notice>
      ) : (
        <Outline label="Reading the activity" rows={4} />
      )}
    </Dialog>
  );
}
