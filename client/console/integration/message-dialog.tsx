import { Button } from "@procore/core-react";
import type { RecordDetails } from "../../../server/api/contract.ts";
import { useRecord } from "../../api/records.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { FailureCard } from "../../components/failure-card.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { StatusPill } from "../../components/status-pill.tsx";
import { formatReason, formatSentence } from "../../format.ts";
import { go } from "../address.ts";
import { Dialog } from "../form/dialog.tsx";
import { wordsOf } from "../states/failed.tsx";
import { stateOf } from "./cells.tsx";
import type { useIntegrationPage } from "./use-integration-page.ts";

interface OneProps {
  page: ReturnType<typeof useIntegrationPage>;
  recordId: string;
}

/** What is to be said of a record now, whole. */
export function MessageDialog({ page, recordId }: OneProps) {
  const { data: record, error } = useRecord(page.companyId, recordId);
  return (
    <Dialog
      title={record ? `Message of ${record.name}` : "Message"}
      onClose={page.close}
      actions={
        record && (
          <>
            <Button
              variant="secondary"
              onClick={() => go({ message: null, record: recordId }, true)}
            >
              View details
            </Button>
            <CompareButton record={record} />
          </>
        )
      }
    >
      {record ? (
        <>
          <p>
            <StatusPill state={stateOf(record)} />
          </p>
          <Said record={record} />
        </>
      ) : error ? (
        <Notice tone="bad">{wordsOf(error)}</Notice>
      ) : (
        <Outline label="Reading the message" rows={2} />
      )}
    </Dialog>
  );
}

export function CompareButton({ record }: { record: RecordDetails }) {
  if (record.status !== "desynchronized") return null;
  return (
    <ActionButton onClick={() => go({ message: null, record: null, compare: record.id }, true)}>
      Compare both systems
    </ActionButton>
  );
}

export function Said({ record }: { record: RecordDetails }) {
  const { failure, message, whyNot, status, isUnderWay } = record;
  if (failure && isUnderWay) return <p>It is being sent again.</p>;
  if (failure) {
    return (
      <FailureCard
        failure={{ ...failure, candidates: [] }}
        remedies={[]}
        onRemedy={() => {}}
        onLink={() => {}}
      />
    );
  }
  const none =
    status === "not_integrated"
      ? "It was never sent. Choose it in the grid and press Synchronize to send it for the first time."
      : (whyNot ?? "There is nothing to say of it.");
  return <p>{formatSentence(formatReason(message ?? none))}</p>;
}
