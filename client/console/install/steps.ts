import type { Installation } from "../../../server/api/contract.ts";
import { erpName } from "../erp.ts";

export type Step = Exclude<Installation["step"], "done">;

export const steps: readonly Step[] = ["projects", "connection", "resources", "finish"];

export function stepWord(step: Step, installation: Installation): string {
  const words: Record<Step, string> = {
    projects: "Projects",
    connection: `Connect ${erpName(installation)}`,
    resources: "What to sync",
    finish: "Finish",
  };
  return words[step];
}

/** The server knows what is done; the address may only ask for something that lies before that. */
export function shownStep(asked: string | null, reached: Step): Step {
  const place = steps.findIndex((step) => step === asked);
  return place >= 0 && place < steps.indexOf(reached) ? (steps[place] ?? reached) : reached;
}

export const stepBefore = (step: Step): Step | null => steps[steps.indexOf(step) - 1] ?? null;
export const stepAfter = (step: Step): Step => steps[steps.indexOf(step) + 1] ?? "finish";
