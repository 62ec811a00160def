import { lazy, Suspense } from "react";
import { useStanding } from "../api/session.ts";
import type { HostContext } from "../bridge/host-context.ts";
import { type Host, useHost } from "../bridge/use-host.ts";
import { Blank } from "../components/blank.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Account } from "./account.tsx";
import { CommitmentScreen } from "./commitment-screen.tsx";
import { SignIn } from "./sign-in.tsx";

/** Chooses what the panel is about: signing in, one commitment, or nothing yet. */
export function Panel() {
  const host = useHost();
  const standing = useStanding();
  if (standing === "asking") return <Skeleton label="Looking for your session…" />;
  if (typeof standing === "string") return <SignIn hasLeft={standing === "signed out"} />;
  return (
    <>
      <Screen host={host} />
      <Account />
    </>
  );
}

function Screen({ host }: { host: Host }) {
  const { context, source, isPaused } = host;
  if (source === "asking") return <Skeleton label="Asking Procore which record is open…" />;
  const { companyId, projectId, view, id } = context ?? NOWHERE;
  if (!projectId) return <NothingOpen isHostSilent={source === "address"} />;
  const key = `${companyId}/${projectId}/${view}/${id}`;
  if (id && (view === null || COMMITMENT_VIEW.test(view))) {
    const commitment = { companyId, projectId, commitmentId: id };
    return (
      <CommitmentScreen
        key={`${companyId}/${projectId}/${id}`}
        commitment={commitment}
        isPaused={isPaused}
      />
    );
  }
  if (id && view && INVOICE_VIEW.test(view)) {
    return (
      <Suspense fallback={<Skeleton label="Opening this invoice…" />}>
        <InvoiceScreen
          key={key}
          companyId={companyId}
          projectId={projectId}
          invoiceId={id}
          isPaused={isPaused}
        />
      </Suspense>
    );
  }
  if (view && LIST_VIEW.test(view)) {
    return (
      <Suspense fallback={<Skeleton label="Opening this project…" />}>
        <ProjectScreen key={key} project={{ companyId, projectId }} isPaused={isPaused} />
      </Suspense>
    );
  }
  return <NothingOpen isHostSilent={source === "address"} />;
}

const InvoiceScreen = lazy(async () => ({
  default: (await import("./invoice-screen.tsx")).InvoiceScreen,
}));
const ProjectScreen = lazy(async () => ({
  default: (await import("./project-screen.tsx")).ProjectScreen,
}));

const NOWHERE: HostContext = { companyId: "", projectId: null, view: null, id: null };

// Sub-tabs share their commitment's view key; invoices and change orders have keys, and ids, of
// their own.
const COMMITMENT_VIEW = /\b(work_order_contracts|purchase_order_contracts)\./;
const INVOICE_VIEW = /\brequisitions\.(detail|edit)$/;
const LIST_VIEW = /\bcontracts\.list$/;

/** On another kind of record, or with a host that says nothing. */
function NothingOpen({ isHostSilent }: { isHostSilent: boolean }) {
  return (
    <main>
      <Blank title="Open a commitment">
        {isHostSilent
          ? "Procore has not said which record is open. This panel follows as soon as it does; opening the commitment anew usually helps."
          : "Open a subcontract or purchase order: where its money is, its payments and what waits for the ERP appear here."}
      </Blank>
    </main>
  );
}
