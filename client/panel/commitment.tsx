import { lazy, Suspense, useRef, useState } from "react";
import styled from "styled-components";
import {
  type CommitmentRef,
  createVendor,
  syncCommitment,
  syncCommitmentPayments,
  syncInvoice,
} from "../api/commitment.ts";
import type { CommitmentView, Invoice, Remedy } from "../../server/api/contract.ts";
import { useAnnounce } from "../components/announcer.tsx";
import { FailureCard } from "../components/failure-card.tsx";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { useKeptFocus } from "../components/use-kept-focus.ts";
import { formatInstant, formatSentence } from "../format.ts";
import { ActionBar } from "./action-bar.tsx";
import { Calls } from "./calls.tsx";
import { Header } from "./header.tsx";
import { Invoices } from "./invoices.tsx";
import { MoneyBar } from "./money-bar.tsx";
import { Payments } from "./payments.tsx";
import { Ready } from "./ready.tsx";
import { remediesOf } from "./remedies.ts";
import { isUnderWay, nextSync, syncMark } from "./sync-mark.ts";
import { Timeline } from "./timeline.tsx";
import { Unsent } from "./unsent.tsx";
import { type Progress, useProgress } from "./use-progress.ts";

const PreviewDialog = lazy(() =>
  import("./preview-dialog.tsx").then((module) => ({ default: module.PreviewDialog })),
);
const SendInvoiceDialog = lazy(() =>
  import("./send-invoice-dialog.tsx").then((module) => ({ default: module.SendInvoiceDialog })),
);

interface CommitmentProps {
  commitment: CommitmentRef;
  view: CommitmentView;
  trouble: string | null;
  refresh(): void;
}

export function Commitment({ commitment, view, trouble, refresh }: CommitmentProps) {
  const [isPreviewing, setPreviewing] = useState(false);
  const [sending, setSending] = useState<Invoice | null>(null);
  const sync = useProgress({ mark: syncMark(view), isUnderWay: isUnderWay(view), refresh });
  // Who comes upon a sync that somebody else began, or that begins by itself, sees it as well; one
  // that takes long may be pressed again.
  const isSyncing = sync.isBusy || (isUnderWay(view) && !sync.isSlow);
  const isThisSyncing = sync.isBusy || (view.isUnderWay && !sync.isSlow);
  const run = view.paymentsRun;
  const pull = useProgress({
    mark: `${run?.at} ${run?.status}`,
    isUnderWay: run?.status === "running",
    refresh,
  });
  const announce = useAnnounce();
  const heading = useRef<HTMLElement>(null);
  useKeptFocus(() => heading.current);
  const send = (act: (ref: CommitmentRef) => Promise<void>, what = view.commitment.number) => {
    announce(`Sending ${what} to ${view.system}.`);
    sync.start(() => act(commitment));
  };
  const sendInvoice = ({ id, number }: Invoice) => {
    setSending(null);
    send((ref) => syncInvoice(ref, id), `invoice ${number}`);
  };
  const consoleUrl = `/console?companyId=${view.companyId}`;

  return (
    <>
      <Page>
        <Header view={view} isSyncing={isThisSyncing} heading={heading} />
        <Troubles view={view} trouble={trouble} sync={sync} />
        <Calls view={view} />
        <Failed
          view={view}
          isSyncing={isSyncing}
          consoleUrl={consoleUrl}
          onRemedy={({ kind }) => send(kind === "create_vendor" ? createVendor : syncCommitment)}
        />
        <Ready view={view} isSyncing={isThisSyncing} />
        <MoneyBar money={view.money} />
        <Unsent view={view} />
        <Payments
          view={view}
          pull={pull}
          onSync={() => pull.start(() => syncCommitmentPayments(commitment))}
        />
        <Invoices view={view} isBusy={isSyncing} onSend={setSending} />
        <Timeline view={view} />
      </Page>
      <ActionBar
        view={view}
        isSyncing={isSyncing}
        consoleUrl={consoleUrl}
        onSync={() => send(syncCommitment)}
        onPreview={() => setPreviewing(true)}
      />
      <Suspense fallback={null}>
        {isPreviewing && (
          <PreviewDialog
            commitment={commitment}
            currency={view.money.currency}
            onClose={() => setPreviewing(false)}
          />
        )}
        {sending && (
          <SendInvoiceDialog
            invoice={sending}
            view={view}
            system={view.system ?? "the ERP"}
            onSend={() => sendInvoice(sending)}
            onClose={() => setSending(null)}
          />
        )}
      </Suspense>
    </>
  );
}

function Troubles({
  view,
  trouble,
  sync,
}: {
  view: CommitmentView;
  trouble: string | null;
  sync: Progress;
}) {
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
      {!view.may.sync && view.system && nextSync(view) && (
        <Notice>
          You can look here. Sending to {view.system} is for people who may push to accounting in
          Procore.
        </Notice>
      )}
    </>
  );
}

interface FailedProps {
  view: CommitmentView;
  isSyncing: boolean;
  consoleUrl: string;
  onRemedy(remedy: Remedy): void;
}

function Failed({ view, isSyncing, consoleUrl, onRemedy }: FailedProps) {
  if (!view.failure) return null;
  return (
    <FailureCard
      failure={view.failure}
      remedies={remediesOf(view, consoleUrl)}
      isBusy={isSyncing}
      onRemedy={onRemedy}
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
