import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Activity } from "../../../server/api/contract.ts";
import { go } from "../address.ts";

interface RowActionsProps {
  activity: Activity;
  isRetrying: boolean;
  onRetry(activity: Activity): void;
}

export function RowActions({ activity, isRetrying, onRetry }: RowActionsProps) {
  const again = retryWord(activity);
  return (
    <Pair>
      <Button
        type="button"
        variant="tertiary"
        size="sm"
        aria-label={`View details of ${activity.title}`}
        onClick={() => go({ activity: activity.id })}
      >
        Details
      </Button>
      {activity.canRetry && (
        <Button
          type="button"
          variant="tertiary"
          size="sm"
          aria-label={`${again}: ${activity.title}`}
          disabled={isRetrying}
          onClick={() => onRetry(activity)}
        >
          {again}
        </Button>
      )}
    </Pair>
  );
}

/** A pending one has not been tried yet. */
export const retryWord = ({ status }: Activity): string =>
  status === "pending" ? "Sync now" : "Retry";

const Pair = styled.div`
  display: flex;
  gap: 4px;

  button {
    white-space: nowrap;
  }
`;
