import { lazy, Suspense } from "react";
import styled from "styled-components";
import type { Candidate, CommitmentView, Remedy } from "../../server/api/contract.ts";
import type { CommitmentRef } from "../api/commitment.ts";
import { FailureCard } from "../components/failure-card.tsx";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { formatInstant, formatSentence } from "../format.ts";
import { ActionBar } from "./action-bar.tsx";
import { ChangeOrders } from "./change-orders.tsx";
import { Header } from "./header.tsx";
import { Invoices, OpenInvoice } from "./invoices.tsx";
import { MoneyBar } from "./money-bar.tsx";
import { News } from "./news.tsx";
import { NotIntegrated } from "./not-integrated.tsx";
import { Payments } from "./payments.tsx";
import { Sentence } from "./sentence.tsx";
import { remediesOf } from "./sync-mark.ts";
import { Timeline } from "./timeline.tsx";
import { ToDos } from "./to-dos.tsx";
import { Unsent } from "./unsent.tsx";
import { useCommitmentPage } from "./use-commitment-page.ts";
import type { Progress } from "./use-progress.ts";

const AskFirst = lazy(() =>
  import("./ask-first.tsx").then((module) => ({ default: module.AskFirst })),
);
const PreviewDialog = lazy(() =>
  import("./preview-dialog.tsx").then((module) => ({ default: module.PreviewDialog })),
);
const SendDialog = lazy(() =>
  import("./send-dialog.tsx").then((module) => ({ default: module.SendDialog })),
);

const WhyDialog = lazy(() =>
  import("./why-dialog.tsx").then((module) => ({ default: module.WhyDialog })),
);

interface CommitmentProps {
  commitment: CommitmentRef;
  view: CommitmentView;
  trouble: string | null;
  /** Of the invoice that is open in Procore; null: the commitment itself is. */
  openId: string | null;
  refresh(): void;
}

export function Commitment({ commitment, view, trouble, openId, refresh }: CommitmentProps) {
  const page = useCommitmentPage({ commitment, view, refresh });
  const { isSyncing, isThisSyncing, consoleUrl, start, asked } = page;
  return (
    <>
      <Page>
        <Header view={view} isSyncing={isThisSyncing} heading={page.heading} />
        <Sentence view={view} isSyncing={isThisSyncing} />
        <Troubles view={view} trouble={trouble} sync={page.sync} />
        <News view={view} refresh={refresh} />
        {page.watching.problem && <Notice tone="bad">{page.watching.problem}</Notice>}
        <ToDos view={view} />
        <Failed
          view={view}
          isHidden={isThisSyncing}
          isSyncing={isSyncing}
          consoleUrl={consoleUrl}
          onRemedy={start.remedy}
          onLink={start.link}
        />
        <NotIntegrated view={view} isSyncing={isThisSyncing} />
        <OpenInvoice view={view} isBusy={isSyncing} acts={page.ofInvoice} openId={openId} />
        <MoneyBar view={view} />
        <Unsent view={view} />
        <Payments view={view} pull={page.pull} onSync={start.pull} />
        <Invoices view={view} isBusy={isSyncing} acts={page.ofInvoice} openId={openId} />
        <ChangeOrders view={view} />
        <Timeline view={view} />
      </Page>
      <ActionBar
        view={view}
        isSyncing={isSyncing}
        consoleUrl={consoleUrl}
        onSync={start.sync}
        onPreview={start.preview}
      />
      <Suspense fallback={null}>
        {page.isPreviewing && (
          <PreviewDialog
            commitment={commitment}
            erp={view.system ?? "the ERP"}
            onClose={start.endPreview}
          />
        )}
        {page.why && (
          <WhyDialog
            commitment={commitment}
            invoice={page.why}
            mayShare={view.may.share}
            onClose={start.endWhy}
          />
        )}
        {page.sure && <AskFirst asked={page.sure} onClose={start.endSure} />}
        {asked && (
          <SendDialog
            invoice={asked === "contract" ? null : asked}
            view={view}
            system={view.system ?? "the ERP"}
            onSend={() => start.send(asked)}
            onClose={start.askNoMore}
          />
        )}
      </Suspense>
    </>
  );
}

interface TroublesProps {
  view: CommitmentView;
  trouble: string | null;
  sync: Progress;
}

function Troubles({ view, trouble, sync }: TroublesProps) {
  return (
    <>
      {trouble && <Notice tone="warning">{trouble} What you see was loaded before.</Notice>}
      {!view.isFresh && (
        <Notice tone="warning">
          Procore does not answer. This is what we last knew, {formatInstant(view.asOf)}.
        </Notice>
      )}
      {sync.isSlow && (
        <Notice>
          This takes longer than usual. It goes on by itself, and shows here when it is done.
        </Notice>
      )}
      {sync.problem && <Notice tone="bad">{formatSentence(sync.problem)}</Notice>}
    </>
  );
}

interface FailedProps {
  view: CommitmentView;
  /** It may be mended by what goes on. */
  isHidden: boolean;
  isSyncing: boolean;
  consoleUrl: string;
  onRemedy(remedy: Remedy): void;
  onLink(candidate: Candidate): void;
}

function Failed({ view, isHidden, isSyncing, consoleUrl, onRemedy, onLink }: FailedProps) {
  if (!view.failure || isHidden) return null;
  return (
    <FailureCard
      failure={view.failure}
      remedies={remediesOf(view, consoleUrl)}
      isBusy={isSyncing}
      onRemedy={onRemedy}
      onLink={onLink}
    />
  );
}

const Page = styled.main`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-content: start;
  gap: ${theme.space.lg}px;
  padding: ${theme.space.lg}px;
`;
