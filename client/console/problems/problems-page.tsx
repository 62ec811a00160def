import { useEffect, useRef, useState } from "react";
import styled from "styled-components";
import type { Installation, Problem, ProblemList } from "../../../server/api/contract.ts";
import type { LiveState } from "../../api/live.ts";
import { useProblems } from "../../api/problems.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { Blank } from "../../components/blank.tsx";
import { MOVES, moves } from "../../components/moves.ts";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { formatReason, plural } from "../../format.ts";
import { useQuery } from "../address.ts";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import { readFilters, shapes } from "../read-filters.ts";
import { PageHead } from "../shell/page-head.tsx";
import { Failed } from "../states/failed.tsx";
import { NoActivities } from "../states/no-activities.tsx";
import { Stale } from "../states/stale.tsx";
import { UnreadFilters } from "../unread-filters.tsx";
import { ProblemRow } from "./problem-row.tsx";

interface ProblemsPageProps {
  installation: Installation;
  live: LiveState;
}

export function ProblemsPage({ installation }: ProblemsPageProps) {
  if (!installation.may.viewActivities) return <NoActivities installation={installation} />;
  return <Problems installation={installation} />;
}

const SHAPES = { move: shapes.one("team", Object.keys(MOVES)) };

function Problems({ installation }: { installation: Installation }) {
  const companyId = installation.company.id;
  const { data: list, error, mutate, isValidating } = useProblems(companyId);
  const mended = useMended(list);
  const { filters, unread } = readFilters(useQuery(), SHAPES);
  const move = filters.move ?? null;
  const refresh = () => void mutate();
  if (!list) {
    return (
      <>
        <PageHead title="Problems" />
        {error ? (
          <Failed error={error} onRetry={refresh} isRetrying={isValidating} />
        ) : (
          <Outline label="Reading problems" />
        )}
      </>
    );
  }
  const shown = list.items.filter(({ whoseMove }) => !move || whoseMove === move);
  const [first] = byMove(shown)[0]?.problems ?? [];
  return (
    <>
      <PageHead title="Problems" />
      {error && <Stale error={error} onRetry={refresh} />}
      <UnreadFilters words={unread} />
      {!list.isWhole && (
        <Notice>
          You see what blocks records of your own projects. Problems of the company itself, such as
          its connection, are shown to people with a permission on ERP Integrations.
        </Notice>
      )}
      {mended.map(({ id, title }) => (
        <Notice key={id}>
          <strong>Mended:</strong> {formatReason(title)}.
        </Notice>
      ))}
      {move && (
        <p>
          {MOVES[move as Problem["whoseMove"]]} only.{" "}
          <PageLink page="problems">Show all {plural(list.count, "problem")}</PageLink>
        </p>
      )}
      {shown.length === 0 && (
        <Blank title={list.items.length > 0 ? "Nothing of these" : "Nothing needs anyone"}>
          <p>
            What keeps records from {erpName(installation)} appears here, one line for each cause,
            with the way to mend it. A line goes by itself once it is mended.
          </p>
        </Blank>
      )}
      {byMove(shown).map(({ whoseMove, problems }) => (
        <Group key={whoseMove} aria-label={`${MOVES[whoseMove]}: ${problems.length}`}>
          <h2>
            {MOVES[whoseMove]} <span>{plural(problems.length, "problem")}</span>
          </h2>
          {problems.map((problem) => (
            <ProblemRow
              key={problem.id}
              companyId={companyId}
              problem={problem}
              hasPrimary={problem === first}
            />
          ))}
        </Group>
      ))}
      {list.count > list.items.length && (
        <Notice>
          {plural(list.count, "problem")} are open; these are the oldest. More appear as these are
          mended.
        </Notice>
      )}
    </>
  );
}

const byMove = (problems: Problem[]) =>
  moves.flatMap((whoseMove) => {
    const theirs = problems.filter((problem) => problem.whoseMove === whoseMove);
    return theirs.length > 0 ? [{ whoseMove, problems: theirs }] : [];
  });

const MOST_REMEMBERED = 3;

/** What went from the list while the page was open: somebody sees that it worked. */
function useMended(list: ProblemList | undefined): Problem[] {
  const announce = useAnnounce();
  const last = useRef<Problem[]>([]);
  const [mended, setMended] = useState<Problem[]>([]);
  useEffect(() => {
    if (!list) return;
    const open = new Set(list.items.map(({ id }) => id));
    const gone = last.current.filter(({ id }) => !open.has(id));
    last.current = list.items;
    if (gone.length === 0) return;
    setMended((before) => [...gone, ...before].slice(0, MOST_REMEMBERED));
    announce(`Mended: ${gone.map(({ title }) => title).join("; ")}.`);
  }, [list, announce]);
  return mended;
}

const Group = styled.section`
  display: flex;
  flex-direction: column;
  gap: ${theme.space.sm}px;

  h2 {
    font-size: 14px;
    line-height: 20px;
  }

  h2 span {
    color: ${theme.quiet};
    font-weight: 400;
  }
`;
