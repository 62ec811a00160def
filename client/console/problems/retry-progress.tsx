import styled from "styled-components";
import type { Problem } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { formatCount, plural } from "../../format.ts";

/** How far a retry is, and what of it did not work; the problem itself goes once all did. */
export function RetryProgress({ problem, queued }: { problem: Problem; queued: number }) {
  const { retrying, failed } = problem;
  if (retrying === 0 && queued === 0) return null;
  const all = Math.max(queued, retrying);
  const done = all - retrying;
  const again = Math.min(failed, done);
  return (
    <Line role="status">
      <progress max={all} value={done} aria-label="Tried again" />
      <span>{inWords({ all, done, again })}</span>
    </Line>
  );
}

/** "3 of 17 records tried again: 2 failed for the same reason." */
function inWords({ all, done, again }: Record<"all" | "done" | "again", number>): string {
  const how = again === 0 ? "" : `: ${formatCount(again)} failed for the same reason`;
  return `${formatCount(done)} of ${plural(all, "record")} tried again${how}.`;
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
