import { type CommitmentRef, usePreview } from "../api/commitment.ts";
import { RefusalError } from "../api/refusal-error.ts";
import { Waiting } from "../components/blank.tsx";
import { Notice } from "../components/notice.tsx";
import { PreviewContent } from "../components/preview/preview-content.tsx";
import { Sheet } from "./sheet.tsx";

interface PreviewDialogProps {
  commitment: CommitmentRef;
  /** What a sentence calls the ERP. */
  erp: string;
  onClose(): void;
}

/** What would leave, before anything does. */
export function PreviewDialog({ commitment, erp, onClose }: PreviewDialogProps) {
  const { data, error } = usePreview(commitment);
  return (
    <Sheet title="Preview" width="md" onClose={onClose}>
      {data ? (
        <PreviewContent preview={data} erp={erp} />
      ) : error ? (
        <Notice tone="bad">{messageOf(error)}</Notice>
      ) : (
        <Waiting label="Working out what would be sent…" />
      )}
    </Sheet>
  );
}

const messageOf = (error: unknown) =>
  error instanceof RefusalError
    ? error.message
    : "The preview cannot be shown. Load the page again.";
