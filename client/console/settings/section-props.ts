import type { Installation } from "../../../server/api/contract.ts";

export interface SectionProps {
  installation: Installation;
  accept(installation: Installation): void;
}
