import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { formatSentence } from "../../format.ts";
import { More } from "../more.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { UnreadFilters } from "../unread-filters.tsx";
import { Entries } from "./entries.tsx";
import { Filters } from "./filters.tsx";
import { useAuditLogPage } from "./use-audit-log-page.ts";

export function AuditLogPage({ installation }: { installation: Installation }) {
  const { company, may } = installation;
  if (!may.viewAuditLog) {
    return (
      <Blank title="You may not see the audit log">
        <p>
          It says who did what in Crosstie for {company.name}. It takes ‘Admin’ level permission on
          the company’s ERP Integrations tool; a company administrator can give you that in Procore.
        </p>
      </Blank>
    );
  }
  return <AuditLog companyId={company.id} />;
}

const FILES = [
  { format: "csv", word: "Export CSV" },
  { format: "jsonl", word: "Export JSON lines" },
] as const;

function AuditLog({ companyId }: { companyId: string }) {
  const { audit, unread, log, isFiltered, exporting } = useAuditLogPage(companyId);
  return (
    <>
      <PageHead
        title="Audit log"
        aside={
          <Files>
            {FILES.map(({ format, word }) => (
              <Button
                key={format}
                variant="secondary"
                size="sm"
                loading={exporting.format === format}
                onClick={() => exporting.start(format)}
              >
                {word}
              </Button>
            ))}
          </Files>
        }
      />
      {exporting.problem && (
        <Notice tone="bad">Not exported. {formatSentence(exporting.problem)}</Notice>
      )}
      <UnreadFilters words={unread} />
      <Filters audit={audit} people={log.people ?? []} />
      <Region aria-busy={log.isLoading} aria-label="Entries" role="region">
        <Log log={log} isFiltered={isFiltered} />
      </Region>
    </>
  );
}

type LogProps = Pick<ReturnType<typeof useAuditLogPage>, "log" | "isFiltered">;

function Log({ log, isFiltered }: LogProps) {
  const { items, error, isLoading, isLoadingMore, hasMore, loadMore, refresh } = log;
  if (!items) {
    return error ? (
      <Failed error={error} onRetry={() => void refresh()} isRetrying={isLoading} />
    ) : (
      <Outline label="Reading the audit log" />
    );
  }
  return (
    <>
      {Boolean(error) && <Stale error={error} onRetry={() => void refresh()} />}
      {items.length === 0 ? (
        <Blank title={isFiltered ? "No entry fits" : "Nothing has been done yet"}>
          <p>
            {isFiltered
              ? "Nobody did that in these days. Choose other days, everyone or all actions."
              : "Whoever signs in, changes a setting or asks for a sync appears here."}
          </p>
        </Blank>
      ) : (
        <Entries items={items} />
      )}
      {hasMore && <More isLoading={isLoadingMore} onClick={() => void loadMore()} />}
    </>
  );
}

const Files = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: 8px;
`;

const Region = styled.section`
  min-width: 0;
`;
