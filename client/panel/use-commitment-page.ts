import { useRef, useState } from "react";
import type {
  Candidate,
  CommitmentView,
  Failure,
  Invoice,
  Remedy,
} from "../../server/api/contract.ts";
import {
  type CommitmentRef,
  createVendor,
  linkInvoice,
  linkVendor,
  syncCommitment,
  syncCommitmentPayments,
  syncInvoice,
} from "../api/commitment.ts";
import { useAnnounce } from "../components/announcer.tsx";
import { type AskedFirst, beforeCreating, beforeLinking } from "../components/asked-first.ts";
import { useKeptFocus } from "../components/use-kept-focus.ts";
import { isFromBefore, isUnderWay, syncMark } from "./sync-mark.ts";
import { useProgress } from "./use-progress.ts";
import { useWatching } from "./use-watching.ts";

interface CommitmentPage {
  commitment: CommitmentRef;
  view: CommitmentView;
  refresh(): void;
}

/** What goes on with the commitment, and what a person may begin. */
export function useCommitmentPage({ commitment, view, refresh }: CommitmentPage) {
  const [isPreviewing, setPreviewing] = useState(false);
  const [asked, setAsked] = useState<Invoice | "contract" | null>(null);
  const [sure, setSure] = useState<AskedFirst | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const announce = useAnnounce();
  const heading = useRef<HTMLElement>(null);
  useKeptFocus(() => heading.current);
  const sync = useProgress({ mark: syncMark(view), isUnderWay: isUnderWay(view), refresh });
  const run = view.paymentsRun;
  const pull = useProgress({
    mark: `${run?.at} ${run?.status}`,
    isUnderWay: run?.status === "running",
    refresh,
  });
  const send = (act: (ref: CommitmentRef) => Promise<void>, what = view.commitment.number) => {
    announce(`Sending ${what} to ${view.system}.`);
    sync.start(() => act(commitment));
  };

  const watching = useWatching(commitment, refresh);
  const askToCreate = ({ label: word }: Remedy, { candidates, ...failure }: Failure) => {
    const declined = candidates.map(({ id }) => id);
    const act = () => send((ref) => createVendor(ref, declined));
    setSure(beforeCreating({ ...failure, candidates }, { word, act }));
  };
  const askToLink = (
    candidate: Candidate,
    failure: Failure | null,
    act: (ref: CommitmentRef) => Promise<void>,
    what?: string,
  ) => failure && setSure(beforeLinking(failure, candidate, () => send(act, what)));

  return {
    heading,
    sync,
    pull,
    // Who comes upon a sync that somebody else began, or that begins by itself, sees it as well; one
    // that takes long may be pressed again.
    isSyncing: sync.isBusy || (isUnderWay(view) && !sync.isSlow),
    isThisSyncing: sync.isBusy || (view.isUnderWay && !sync.isSlow),
    isPreviewing,
    /** Of what a person is asked whether to send it. */
    asked,
    sure,
    /** The one of which a person asked why it is not paid. */
    why: view.invoices.find(({ id }) => id === why) ?? null,
    watching,
    ofInvoice: {
      link: ({ id, number, failure }: Invoice, candidate: Candidate) =>
        askToLink(
          candidate,
          failure,
          (ref) => linkInvoice(ref, id, candidate.id),
          `invoice ${number}`,
        ),
      send: setAsked,
      why: ({ id }: Invoice) => setWhy(id),
      watch: watching.turn,
    },
    consoleUrl: `/console?companyId=${view.companyId}`,
    start: {
      sync: () => (isFromBefore(view) ? setAsked("contract") : send(syncCommitment)),
      remedy: (remedy: Remedy) =>
        remedy.kind === "create_vendor" && view.failure
          ? askToCreate(remedy, view.failure)
          : send(syncCommitment),
      link: (candidate: Candidate) =>
        askToLink(candidate, view.failure, (ref) => linkVendor(ref, candidate.id)),
      pull: () => pull.start(() => syncCommitmentPayments(commitment)),
      preview: () => setPreviewing(true),
      endPreview: () => setPreviewing(false),
      askNoMore: () => setAsked(null),
      endSure: () => setSure(null),
      endWhy: () => setWhy(null),
      send(what: Invoice | "contract") {
        setAsked(null);
        if (what === "contract") return send(syncCommitment);
        send((ref) => syncInvoice(ref, what.id), `invoice ${what.number}`);
      },
    },
  };
}
