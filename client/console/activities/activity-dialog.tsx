import { Button, Modal } from "@procore/core-react";
import { useEffect, useId } from "react";
import styled from "styled-components";
import type { Activity } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { formatSentence } from "../../format.ts";
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
  const titleId = useId();
  useEscape(onClose);

  return (
    <Modal
      open
      role="dialog"
      width="md"
      howToClose={["x", "scrim"]}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <Modal.Header>
        <Modal.Heading id={titleId}>{activity?.title ?? "Activity"}</Modal.Heading>
      </Modal.Header>
      <Body>
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
      </Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="tertiary" onClick={onClose}>
            Close
          </Button>
          {activity?.canRetry && (
            <ActionButton loading={isRetrying} onClick={() => onRetry(activity)}>
              {retryWord(activity)}
            </ActionButton>
          )}
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}

/** Escape closes even when the focused button has just gone, as Retry does once it worked. */
function useEscape(onEscape: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => event.key === "Escape" && onEscape();
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [onEscape]);
}

// It takes the focus when the dialog opens, and scrolls with the arrow keys: a quiet line tells, a
// loud frame would be the first thing seen.
const Body = styled(Modal.Body)`
  &&:focus-visible {
    outline: 1px solid ${theme.line} !important;
    outline-offset: -1px !important;
  }
`;
