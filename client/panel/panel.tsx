import type { CommitmentRef } from "../api/commitment.ts";
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
  if (host.source === "asking") return <Skeleton label="Asking Procore which record is open…" />;
  const ref = host.context && commitmentOf(host.context);
  if (!ref) return <NoCommitment isHostSilent={host.source === "address"} />;
  return (
    <CommitmentScreen
      key={`${ref.companyId}/${ref.projectId}/${ref.commitmentId}`}
      commitment={ref}
      isPaused={host.isPaused}
    />
  );
}

// Sub-tabs share their commitment's view key; invoices and change orders have keys, and ids, of
// their own.
const COMMITMENT_VIEW = /\b(work_order_contracts|purchase_order_contracts)\./;

function commitmentOf({ companyId, projectId, view, id }: HostContext): CommitmentRef | null {
  const isCommitment = view === null || COMMITMENT_VIEW.test(view);
  return projectId && id && isCommitment ? { companyId, projectId, commitmentId: id } : null;
}

/** On a list, on another kind of record, or with a host that says nothing. */
function NoCommitment({ isHostSilent }: { isHostSilent: boolean }) {
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
