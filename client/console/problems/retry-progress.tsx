import styled from "styled-components";
import type { Problem } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";

/** How far a retry is, and what of it did not work; the problem itself goes once all did. */
export function RetryProgress({ problem, queued }: { problem: Problem; queued: number }) {
  const { retrying, failed } = problem;
  if (retrying === 0 && queued === 0) return null;
  const all = Math.max(queued, retrying);
  const done = all - retrying;
  const again = Math.min(failed, done);
  return (
    <Line role="status">
      <progress max={all} value={done} aria-label="Sent again" />
      <span>
        {retrying > 0
          ? `${formatCount(done)} of ${formatCount(all)} sent again`
          : `All ${formatCount(all)} sent again`}
        {again > 0 && `, ${formatCount(again)} failed for the same reason`}.
      </span>
    </Line>
  );
}

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${theme.space.sm}px;
  margin-top: ${theme.space.sm}px;

  progress {
    width: 180px;
    accent-color: ${theme.paid};
  }
`;
