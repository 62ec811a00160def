import { LinkButton, Typography } from "@procore/core-react";
import styled from "styled-components";
import type { ProjectView } from "../../server/api/contract.ts";
import { useLive } from "../api/live.ts";
import { type ProjectRef, useProject } from "../api/project.ts";
import { RefusalError } from "../api/refusal-error.ts";
import { ExternalLink } from "../components/external-link.tsx";
import { Money } from "../components/money.tsx";
import { Notice } from "../components/notice.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Spread } from "../components/spread.ts";
import { pillOfStatus, StatusPill } from "../components/status-pill.tsx";
import { theme } from "../components/theme.ts";
import { Tile, TileHead } from "../components/tile.tsx";
import { WHOSE_MOVE } from "../components/whose-move.ts";
import { formatInstant, formatReason, formatSentence, plural } from "../format.ts";
import { Refused } from "./refused.tsx";
import { Section } from "./section.tsx";

const LOOK_AGAIN_MS = 120_000;

/** On Procore's list of contracts: all of the project together, and what waits. */
export function ProjectScreen({ project, isPaused }: { project: ProjectRef; isPaused: boolean }) {
  // of all projects of the reader
  useLive({ companyId: project.companyId }, isPaused);
  const asked = useProject(project, isPaused ? 0 : LOOK_AGAIN_MS);
  const { data, isValidating, mutate } = asked;
  const error = asked.error as unknown;
  const refusal = error instanceof RefusalError ? error : null;
  const isForbidden = refusal?.status === 403 || refusal?.status === 404;
  if (data && !isForbidden) {
    return <Project view={data} companyId={project.companyId} trouble={refusal?.message ?? null} />;
  }
  if (!error) return <Skeleton label="Adding up this project’s commitments…" />;
  return (
    <Refused
      error={error}
      companyId={project.companyId}
      what="This project"
      isTrying={isValidating}
      tryAgain={() => void mutate()}
    />
  );
}

interface ProjectProps {
  view: ProjectView;
  companyId: string;
  trouble: string | null;
}

function Project({ view, companyId, trouble }: ProjectProps) {
  const { project, totals, waiting, more } = view;
  const erp = view.system ?? "the ERP";
  const all = `/console?companyId=${companyId}&page=not-in-erp`;
  return (
    <Page>
      <header>
        <Typography as="h1" intent="h3" weight="semibold">
          {project.name || "This project"}
        </Typography>
      </header>
      <Lead data-sentence>{leadOf(view)}</Lead>
      {trouble && <Notice tone="warning">{trouble} What you see was loaded before.</Notice>}
      {totals.map(({ currency, ...sums }) => (
        <Tile key={currency}>
          <TileHead title="Where the money is" aside={currency} />
          <Figures>
            {[
              ...FIGURES,
              ["contract", `Contracts in ${erp}`] as const,
              ["missing", `Contracts not in ${erp}`] as const,
            ].map(([name, label]) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>
                  <Money amount={sums[name]} currency={currency} />
                </dd>
              </div>
            ))}
          </Figures>
        </Tile>
      ))}
      {waiting.length > 0 && (
        <Section title={`Not in ${erp}`}>
          <List>
            {waiting.map((one) => (
              <li key={one.commitmentId}>
                <Tile>
                  <Spread>
                    <ExternalLink href={one.url}>{`${one.number} · ${one.title}`}</ExternalLink>
                    <StatusPill state={pillOfStatus(one.record)} />
                  </Spread>
                  <Spread>
                    <Typography intent="small" color="gray40">
                      {formatSentence(formatReason(one.reason))} {WHOSE_MOVE[one.whoseMove]} Since{" "}
                      {formatInstant(one.since)}.
                    </Typography>
                    <End>
                      <Money amount={one.amount} currency={one.currency} />
                    </End>
                  </Spread>
                </Tile>
              </li>
            ))}
          </List>
        </Section>
      )}
      {waiting.length > 0 && (
        <div>
          <LinkButton
            role="link"
            variant="secondary"
            href={all}
            target="_blank"
            rel="noopener noreferrer"
          >
            {more > 0
              ? `See all ${waiting.length + more} in the console`
              : "See them in the console"}
          </LinkButton>
        </div>
      )}
    </Page>
  );
}

const FIGURES = [
  ["paid", "Paid"],
  ["unpaid", "Billed, not paid"],
  ["retainage", "Retainage held"],
] as const;

function leadOf({ commitments, inErp, system, waiting, more }: ProjectView): string {
  if (system === null) return "No ERP is connected to this company.";
  if (commitments === 0) return "There are no commitments here that Crosstie watches and you see.";
  const there = `${inErp} of ${plural(commitments, "commitment")} ${inErp === 1 ? "is" : "are"} in ${system}.`;
  return waiting.length + more === 0 ? `${there} Nothing waits.` : there;
}

const Page = styled.main`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-content: start;
  gap: ${theme.space.lg}px;
  padding: ${theme.space.lg}px;
`;

const Lead = styled.p`
  font-size: 16px;
  line-height: 24px;
`;

const List = styled.ul`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${theme.space.sm}px;
`;

const End = styled.span`
  margin-left: auto;
`;

const Figures = styled.dl`
  > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 ${theme.space.sm}px;
    padding: 3px 0;
  }
  dd {
    margin-left: auto;
  }
`;
