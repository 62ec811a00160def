import styled from "styled-components";
import type { ReconcilePage } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { formatCount, formatReason, formatSentence, formatTimestamp } from "../../format.ts";

/** When the figures were read and by whom it was asked for; how far the run is that goes on. */
export function RunLine({ page: { run, shown, system } }: { page: ReconcilePage }) {
  return (
    <>
      {shown && (
        <Line>
          As both systems had it on {formatTimestamp(shown.finishedAt ?? shown.startedAt)},{" "}
          {shown.by ? `asked for by ${shown.by}` : "by the nightly run"}.
        </Line>
      )}
      {run?.status === "running" && (
        <Notice>
          <div>
            {run.total === null
              ? "Reading the contracts, invoices and payments of Procore."
              : `Reading ${system}: ${formatCount(run.done)} of ${formatCount(run.total)} contracts.`}
          </div>
          <Bar
            aria-label="Reconciling"
            max={run.total ?? 1}
            {...(run.total !== null && { value: run.done })}
          />
        </Notice>
      )}
      {run?.status === "failed" && (
        <Notice tone="warning">
          The run of {formatTimestamp(run.startedAt)} did not come to its end:{" "}
          {formatSentence(formatReason(run.problem ?? "nobody knows why"))}
          {shown && " Below are the figures of the run before."}
        </Notice>
      )}
    </>
  );
}

const Line = styled.p`
  color: ${theme.quiet};
`;

const Bar = styled.progress`
  width: 100%;
  max-width: 320px;
`;
