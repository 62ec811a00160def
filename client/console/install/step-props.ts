import type { Installation } from "../../../server/api/contract.ts";

export interface StepProps {
  installation: Installation;
  /** Takes the server's new state and goes one step on. */
  onDone(installation: Installation): void;
  onBack: (() => void) | null;
}
