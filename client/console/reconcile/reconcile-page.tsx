import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Installation, ReconcilePage as Reconciled } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Blank, Waiting } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { formatCount, formatSentence } from "../../format.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { More } from "../more.tsx";
import { PageHead } from "../shell/page-head.tsx";
import type { PageProps } from "../shell/pages.ts";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { UnreadFilters } from "../unread-filters.tsx";
import { Contracts } from "./contracts.tsx";
import { Projects } from "./projects.tsx";
import { RunLine } from "./run-line.tsx";
import { useReconcilePage } from "./use-reconcile-page.ts";

export function ReconcilePage({ installation }: PageProps) {
  if (!installation.may.viewActivities) {
    return (
      <Blank title="You may not see the reconciliation">
        <p>
          This page takes at least ‘Read Only’ permission on the company’s ERP Integrations tool; a
          company administrator can give you that in Procore.
        </p>
      </Blank>
    );
  }
  return <Reconcile installation={installation} />;
}

function Reconcile({ installation }: { installation: Installation }) {
  const page = useReconcilePage(installation);
  const { reconcile, running, exporting } = page;
  const { first } = reconcile;
  const isRunning = first?.run?.status === "running";
  return (
    <>
      <PageHead
        title="Reconcile"
        aside={
          <Buttons>
            {first?.shown && (
              <Button
                variant="secondary"
                size="sm"
                loading={exporting.isRunning}
                onClick={() => void exporting.run()}
              >
                Export CSV
              </Button>
            )}
            {installation.may.reconcile && (
              <ActionButton
                size="sm"
                loading={running.isRunning}
                disabled={isRunning}
                onClick={() => void running.run()}
              >
                Run now
              </ActionButton>
            )}
          </Buttons>
        }
      />
      {running.problem && <Notice tone="bad">Not begun. {formatSentence(running.problem)}</Notice>}
      {exporting.problem && (
        <Notice tone="bad">Not exported. {formatSentence(exporting.problem)}</Notice>
      )}
      <UnreadFilters words={page.unread} />
      {first && <RunLine page={first} />}
      <Figures page={page} installation={installation} />
    </>
  );
}

interface FiguresProps {
  page: ReturnType<typeof useReconcilePage>;
  installation: Installation;
}

function Figures({ page, installation }: FiguresProps) {
  const { reconcile, filter, choose, showOnly } = page;
  const { first, items, error, refresh } = reconcile;
  if (!first || !items) {
    return error ? (
      <Failed error={error} onRetry={() => void refresh()} isRetrying={reconcile.isLoading} />
    ) : (
      <Outline label="Reading the figures" />
    );
  }
  if (!first.shown) return <NoneYet page={first} mayRun={installation.may.reconcile} />;
  const projects = new Map(first.projects.map(({ id, name }) => [id, name]));
  return (
    <>
      {Boolean(error) && <Stale error={error} onRetry={() => void refresh()} />}
      <Projects page={first} chosen={filter.project} onChoose={choose} />
      <Row role="group" aria-label="Which contracts">
        <ChoiceField
          label="Project"
          choices={[
            { id: "", name: "All projects" },
            ...[...projects].map(([id, name]) => ({ id, name })),
          ]}
          chosenId={filter.project ?? ""}
          onChoose={(id) => choose(id || null)}
        />
        <CheckField label="Only differences" isChecked={filter.only !== null} onChange={showOnly} />
        <Count>{inWords(first)}</Count>
      </Row>
      {items.length === 0 ? (
        <Blank title={filter.only ? "Nothing differs" : "No contract fits"}>
          <p>
            {filter.only
              ? `Procore and ${first.system} agree on every contract of this choice.`
              : "The chosen projects have no approved contract."}
          </p>
        </Blank>
      ) : (
        <Contracts items={items} system={first.system} />
      )}
      {reconcile.hasMore && (
        <More isLoading={reconcile.isLoadingMore} onClick={() => void reconcile.loadMore()} />
      )}
    </>
  );
}

const inWords = ({ count, differing }: Reconciled) =>
  `${formatCount(differing)} of ${formatCount(count)} ${differing === 1 ? "differs" : "differ"}`;

function NoneYet({ page: { run, system }, mayRun }: { page: Reconciled; mayRun: boolean }) {
  if (run?.status === "running") return <Waiting label={`Reading Procore and ${system}`} />;
  return (
    <Blank title="Nothing was reconciled yet">
      <p>
        A run reads every contract, its invoices and its payments from Procore and from {system},
        and shows where they differ and why. It comes each night
        {mayRun
          ? ", and now if you press Run now."
          : "; an admin of ERP Integrations can start it."}
      </p>
    </Blank>
  );
}

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: 8px;
`;

const Row = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 280px) auto 1fr;
  gap: 8px 24px;
  align-items: end;

  > :nth-child(2) {
    padding-bottom: 6px;
  }

  @media (max-width: 767px) {
    grid-template-columns: 1fr;
  }
`;

const Count = styled.div`
  padding-bottom: 6px;
  text-align: right;
  font-variant-numeric: tabular-nums;

  @media (max-width: 767px) {
    text-align: left;
  }
`;
