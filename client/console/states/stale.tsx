import { Button } from "@procore/core-react";
import styled from "styled-components";
import { Notice } from "../../components/notice.tsx";
import { titleOf, wordsOf } from "./failed.tsx";

/** Above what was fetched before: it may be out of date, and why. */
export function Stale({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <Notice tone="warning">
      <Line>
        <span>
          <strong>{titleOf(error)}.</strong> This is what was known before. {wordsOf(error)}
        </span>
        <Button variant="tertiary" size="sm" onClick={onRetry}>
          Try again
        </Button>
      </Line>
    </Notice>
  );
}

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 16px;
`;
