import { Button } from "@procore/core-react";
import styled from "styled-components";
import { Notice } from "../../components/notice.tsx";
import { formatReason, formatSentence } from "../../format.ts";
import { go } from "../address.ts";
import { inWords, type Outcome } from "./use-batch.ts";

interface BatchOutcomeProps {
  outcome: Outcome;
  onClose(): void;
}

/** How far what was asked for has come, and what did not work. */
export function BatchOutcome({ outcome, onClose }: BatchOutcomeProps) {
  const { isOver, asked, underWay, failed, waiting } = outcome;
  return (
    <Notice tone={failed.length > 0 ? "warning" : "info"}>
      <Line>
        <strong>
          {isOver ? inWords(outcome) : `Synchronizing: ${asked - underWay} of ${asked}`}
        </strong>
        {isOver && (
          <Button variant="tertiary" size="sm" onClick={onClose}>
            Dismiss
          </Button>
        )}
      </Line>
      {!isOver && <Bar max={asked} value={asked - underWay} aria-label="Synchronizing" />}
      {failed.length + waiting.length > 0 && (
        <List>
          {[...failed, ...waiting].map(({ id, name, message }) => (
            <li key={id}>
              <Name type="button" onClick={() => go({ record: id })}>
                {name}
              </Name>{" "}
              {formatSentence(formatReason(message ?? "It waits."))}
            </li>
          ))}
        </List>
      )}
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

const Bar = styled.progress`
  width: 100%;
  max-width: 320px;
`;

const List = styled.ul`
  max-height: 176px;
  margin-top: 4px;
  overflow-y: auto;
`;

const Name = styled.button`
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  font-weight: 600;
  text-decoration: underline;
  cursor: pointer;
`;
