import type { Activity } from "../../../server/api/contract.ts";
import { plural } from "../../format.ts";

export function ChangeCount({ activity: { changes } }: { activity: Activity }) {
  return <span>{changes.length === 0 ? "No fields" : plural(changes.length, "field")}</span>;
}
