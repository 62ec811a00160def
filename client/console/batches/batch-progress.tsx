import { Button } from "@procore/core-react";
import { useEffect, useRef, useState } from "react";
import styled from "styled-components";
import type { Batch } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { Tile } from "../../components/tile.tsx";
import { formatCount, formatReason, formatSentence } from "../../format.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { batchInWords, behindIt, doingWord } from "./words.ts";

interface BatchProgressProps {
  companyId: string;
  batch: Batch;
  /** The button that began it is gone, and the focus with it. */
  takesFocus: boolean;
  isStopping: boolean;
  onStop(): void;
  onClose(): void;
}

/** How far a batch is, how it ended, and what of it did not work. */
export function BatchProgress({
  companyId,
  batch,
  takesFocus,
  isStopping,
  onStop,
  onClose,
}: BatchProgressProps) {
  const [isListed, setListed] = useState(false);
  const tile = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) tile.current?.focus();
  }, [takesFocus]);
  const { total, underWay, waiting, refused, reasons, endedAt, problem, by } = batch;
  const left = total - behindIt(batch) - underWay;
  return (
    <Tile ref={tile} tabIndex={-1} role="region" aria-label="Progress">
      <Head>
        <div>
          <strong>{batchInWords(batch)}</strong>
          <Quiet>
            {endedAt ? `Asked for by ${by}.` : `Asked for by ${by}. You may leave this page.`}
          </Quiet>
        </div>
        <Buttons>
          {refused + waiting > 0 && (
            <Button variant="secondary" size="sm" onClick={() => setListed(true)}>
              {listWord(batch)}
            </Button>
          )}
          {endedAt ? (
            <Button variant="tertiary" size="sm" onClick={onClose}>
              Close
            </Button>
          ) : (
            batch.canStop && (
              <Button variant="secondary" size="sm" loading={isStopping} onClick={onStop}>
                Stop
              </Button>
            )
          )}
        </Buttons>
      </Head>
      {!endedAt && (
        <Bar
          aria-label={`${doingWord(batch)} ${formatCount(total)}`}
          max={total}
          value={behindIt(batch)}
        />
      )}
      {refused > 0 && (
        <Reasons aria-label="Why">
          {reasons.map(({ reason, count }) => (
            <li key={reason}>
              {reasons.length > 1 && <b>{formatCount(count)}: </b>}
              {formatSentence(formatReason(reason))}
            </li>
          ))}
        </Reasons>
      )}
      {problem && (
        <p>
          {formatSentence(problem)}
          {left > 0 &&
            ` ${formatCount(left)} ${left === 1 ? "was left as it is" : "were left as they are"}.`}
        </p>
      )}
      {isListed && (
        <RefusedDialog companyId={companyId} batch={batch} onClose={() => setListed(false)} />
      )}
    </Tile>
  );
}

const listWord = ({ waiting, refused }: Batch): string =>
  [
    refused > 0 && `${formatCount(refused)} did not work`,
    waiting > 0 && `${formatCount(waiting)} wait${waiting === 1 ? "s" : ""}`,
  ]
    .filter(Boolean)
    .join(", ");

const Reasons = styled.ul`
  margin-top: 8px;
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 8px 12px;
`;

const Quiet = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
`;

const Bar = styled.progress`
  display: block;
  width: 100%;
  height: 8px;
  margin-top: 12px;
  accent-color: ${theme.paid};
`;
