import type { Overview } from "../../../server/api/contract.ts";
import { MOVES } from "../../components/moves.ts";
import { Worth } from "../../components/worth.tsx";
import { formatAgo, formatReason, plural } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { Box, Lines, Quiet } from "./parts.tsx";

/** The oldest problems, by name. */
export function FirstProblems({ problems }: { problems: Overview["problems"] }) {
  return (
    <Box title="Oldest problems" aside={<PageLink page="problems">Open problems</PageLink>}>
      {problems.length === 0 && <p>No cause keeps anything back.</p>}
      <Lines>
        {problems.map((problem) => (
          <li key={problem.id}>
            <div>
              <PageLink page="problems">{formatReason(problem.title)}</PageLink>
              <Quiet>
                {MOVES[problem.whoseMove]} · {blockedBy(problem)}
                {formatAgo(problem.openedAt)}
              </Quiet>
            </div>
            <Worth worth={problem.worth} />
          </li>
        ))}
      </Lines>
    </Box>
  );
}

function blockedBy({ failed, retrying, waiting }: Overview["problems"][number]): string {
  const count = failed + retrying + waiting;
  return count > 0 ? `${plural(count, "record")} · ` : "";
}
