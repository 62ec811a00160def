import { useState } from "react";
import type { Activity, Candidate, Failure, Remedy } from "../../../server/api/contract.ts";
import { createVendorFor, linkVendorFor } from "../../api/activities.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { type AskedFirst, beforeCreating, beforeLinking } from "../../components/asked-first.ts";
import { goTo } from "../address.ts";
import { useAct } from "../use-act.ts";

/** The ways out of a failure, besides Retry, which is the dialog's own button. */
export function useRemedies(companyId: string, { id }: Activity, failure: Failure) {
  const announce = useAnnounce();
  const [asked, setAsked] = useState<AskedFirst | null>(null);
  const creating = useAct(async () => {
    const declined = failure.candidates.map((candidate) => candidate.id);
    await createVendorFor(companyId, id, declined);
    announce("The vendor is being created.");
  });
  const linking = useAct(async (candidate: Candidate) => {
    await linkVendorFor(companyId, id, candidate.id);
    announce(`Linked to ${candidate.name}.`);
  });

  return {
    remedies: failure.remedies.filter(({ kind }) => kind !== "retry"),
    follow(remedy: Remedy) {
      linking.reset();
      if (remedy.kind === "create_vendor") {
        setAsked(beforeCreating(failure, { word: remedy.label, act: () => void creating.run() }));
      }
      if (remedy.kind === "open_settings") goTo("settings", { section: remedy.section });
    },
    link(candidate: Candidate) {
      creating.reset();
      setAsked(beforeLinking(failure, candidate, () => void linking.run(candidate)));
    },
    asked,
    askNoMore: () => setAsked(null),
    isRunning: creating.isRunning || linking.isRunning,
    problem: creating.problem ?? linking.problem,
  };
}
