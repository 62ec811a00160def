import { RefusalError, titleOfRemote } from "../../api/refusal-error.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";

interface FailedProps {
  error: unknown;
  onRetry(): void;
  isRetrying: boolean;
}

/** A page that has nothing to show because the server said no, or said nothing. */
export function Failed({ error, onRetry, isRetrying }: FailedProps) {
  return (
    <Blank
      title={titleOf(error)}
      actions={
        <ActionButton loading={isRetrying} onClick={onRetry}>
          Try again
        </ActionButton>
      }
    >
      <span role="alert">{wordsOf(error)}</span>
    </Blank>
  );
}

export function titleOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return "This page could not be shown";
  if (error.status === 0) return "Crosstie cannot be reached";
  if (error.code === "rate_limited") return "Crosstie has to wait";
  if (error.status === 403) return "You may not see this";
  if (error.status === 404) return "Not found";
  return titleOfRemote(error) ?? "This page could not be shown";
}

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
