import { Blank } from "../components/blank.tsx";

/** On a list, on another kind of record, or with a host that says nothing. */
export function NoCommitment({ isHostSilent }: { isHostSilent: boolean }) {
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
