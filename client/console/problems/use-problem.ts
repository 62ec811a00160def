import { useState } from "react";
import type { Candidate, Problem, Remedy } from "../../../server/api/contract.ts";
import { createVendorFor, linkVendorFor } from "../../api/activities.ts";
import { useRetryProblem } from "../../api/problems.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { type AskedFirst, beforeCreating, beforeLinking } from "../../components/asked-first.ts";
import { plural } from "../../format.ts";
import { goTo } from "../address.ts";
import { useAct } from "../use-act.ts";

/** What a person may do about one problem. Its own remedies go by one of its records. */
export function useProblem(companyId: string, problem: Problem) {
  const { id, activityId, failure } = problem;
  const announce = useAnnounce();
  const [queued, setQueued] = useState(0);
  const [asked, setAsked] = useState<AskedFirst | null>(null);
  const retry = useRetryProblem(companyId);
  const retrying = useAct(async () => {
    const count = await retry(id);
    setQueued(count);
    announce(count > 0 ? `${plural(count, "record")} on the way again.` : "It is asked for again.");
  });
  const creating = useAct(async () => {
    if (!activityId) return;
    const declined = failure?.candidates.map((candidate) => candidate.id) ?? [];
    await createVendorFor(companyId, activityId, declined);
    announce("The vendor is being created.");
  });
  const linking = useAct(async (candidate: Candidate) => {
    if (!activityId) return;
    await linkVendorFor(companyId, activityId, candidate.id);
    announce(`Linked to ${candidate.name}.`);
  });
  const acts = [retrying, creating, linking];

  return {
    /** How many the last retry sent; 0: none was pressed here. */
    queued,
    isRunning: acts.some(({ isRunning }) => isRunning),
    problem: acts.find((act) => act.problem !== null)?.problem ?? null,
    follow(remedy: Remedy) {
      for (const act of acts) act.reset();
      if (remedy.kind === "create_vendor" && failure) {
        setAsked(beforeCreating(failure, { word: remedy.label, act: () => void creating.run() }));
      }
      if (remedy.kind === "retry") void retrying.run();
      if (remedy.kind === "open_settings") goTo("settings", { section: remedy.section });
    },
    link(candidate: Candidate) {
      for (const act of acts) act.reset();
      if (failure) {
        setAsked(beforeLinking(failure, candidate, () => void linking.run(candidate)));
      }
    },
    asked,
    askNoMore: () => setAsked(null),
  };
}
