import styled from "styled-components";
import type { Installation, Overview } from "../../../server/api/contract.ts";
import type { LiveState } from "../../api/live.ts";
import { useOverview } from "../../api/overview.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { theme } from "../../components/theme.ts";
import { plural } from "../../format.ts";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failed } from "../states/failed.tsx";
import { NoActivities } from "../states/no-activities.tsx";
import { Stale } from "../states/stale.tsx";
import { Days } from "./days.tsx";
import { InFlight, Needs, NeverSent } from "./figures.tsx";
import { FirstProblems } from "./first-problems.tsx";
import { Runs, Systems } from "./health.tsx";
import { Oldest } from "./oldest.tsx";

interface OverviewPageProps {
  installation: Installation;
  live: LiveState;
}

export function OverviewPage({ installation }: OverviewPageProps) {
  if (!installation.may.viewActivities) return <NoActivities installation={installation} />;
  return <Company installation={installation} />;
}

function Company({ installation }: { installation: Installation }) {
  const { data, error, mutate, isValidating } = useOverview(installation.company.id);
  const refresh = () => void mutate();
  if (!data) {
    return (
      <>
        <PageHead title="Overview" />
        {error ? (
          <Failed error={error} onRetry={refresh} isRetrying={isValidating} />
        ) : (
          <Outline label="Summing up" rows={6} isTiled />
        )}
      </>
    );
  }
  return (
    <>
      <PageHead title="Overview" />
      {error && <Stale error={error} onRetry={refresh} />}
      {!data.isWhole && (
        <Notice>
          You see what concerns your {plural(installation.projects.length, "project")}. How both
          systems are, and what runs when, is shown to people with a permission on ERP Integrations.
        </Notice>
      )}
      {data.hasActivities ? (
        <Figures overview={data} erp={erpName(installation)} />
      ) : (
        <Nothing overview={data} installation={installation} />
      )}
    </>
  );
}

function Figures({ overview, erp }: { overview: Overview; erp: string }) {
  const { needs, differing, problems, inFlight, notIntegrated, days, oldest, health, runs } =
    overview;
  return (
    <Grid>
      <Span of={health ? 2 : 3}>
        <Needs needs={needs} differing={differing} erp={erp} />
      </Span>
      <Span of={health ? 2 : 3}>
        <Stack>
          <InFlight
            title="Waiting"
            tab="pending"
            flight={inFlight.pending}
            note={`Records with changes that ${erp} does not have yet`}
          />
          <InFlight
            title="Failed"
            tab="failed"
            flight={inFlight.failed}
            note={`Records with changes that could not be brought to ${erp}`}
          />
          {notIntegrated > 0 && <NeverSent records={notIntegrated} erp={erp} />}
        </Stack>
      </Span>
      {health && (
        <Span of={2}>
          <Systems health={health} />
        </Span>
      )}
      <Span of={4}>
        <Days days={days} />
      </Span>
      <Span of={2}>
        <FirstProblems problems={problems} />
      </Span>
      <Span of={health ? 4 : 6}>
        <Oldest oldest={oldest} />
      </Span>
      {health && (
        <Span of={2}>
          <Runs runs={runs} />
        </Span>
      )}
    </Grid>
  );
}

/** Before the first change: what will make one, and what is in its way. */
function Nothing({ overview, installation }: { overview: Overview; installation: Installation }) {
  const { settings, may } = installation;
  const erp = erpName(installation);
  return (
    <>
      <Blank title="Nothing has changed yet">
        <p>
          Approve a commitment or a subcontractor invoice in one of your projects in Procore: within
          a minute it stands here, and in {erp} once it was sent.
        </p>
        {may.changeSettings && !settings.automaticSync && (
          <p>
            Automatic sync is off: changes wait until someone sends them.{" "}
            <PageLink page="settings" parameters={{ section: "synchronization" }}>
              Turn it on in Settings
            </PageLink>
          </p>
        )}
      </Blank>
      {overview.health && (
        <Grid>
          <Span of={3}>
            <Systems health={overview.health} />
          </Span>
          <Span of={3}>
            <Runs runs={overview.runs} />
          </Span>
        </Grid>
      )}
    </>
  );
}

const Grid = styled.div`
  display: grid;
  grid-template-columns: repeat(6, minmax(0, 1fr));
  gap: ${theme.space.md}px;
`;

const Span = styled.div<{ of: number }>`
  grid-column: span ${({ of }) => of};

  @media (max-width: 1023px) {
    grid-column: span 6;
  }
`;

const Stack = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${theme.space.md}px;
  height: 100%;

  > * {
    flex: 1;
  }
`;
