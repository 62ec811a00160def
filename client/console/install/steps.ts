import type { Installation } from "../../../server/api/contract.ts";

export type Step = Exclude<Installation["step"], "done">;

export const steps: readonly Step[] = ["projects", "connection", "resources", "finish"];

export const stepWords: Record<Step, string> = {
  projects: "Projects",
  connection: "Connect NetSuite",
  resources: "What to sync",
  finish: "Finish",
};

/** The server knows what is done; the address may only ask for something that lies before that. */
export function shownStep(asked: string | null, reached: Step): Step {
  const place = steps.findIndex((step) => step === asked);
  return place >= 0 && place < steps.indexOf(reached) ? (steps[place] ?? reached) : reached;
}

export const stepBefore = (step: Step): Step | null => steps[steps.indexOf(step) - 1] ?? null;
export const stepAfter = (step: Step): Step => steps[steps.indexOf(step) + 1] ?? "finish";
