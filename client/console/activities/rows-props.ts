import type { Activity } from "../../../server/api/contract.ts";

export interface RowsProps {
  items: Activity[];
  isRetrying: boolean;
  onRetry: (activity: Activity) => void;
}
