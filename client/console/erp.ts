import type { Installation, SystemView } from "../../server/api/contract.ts";

type Known = Pick<Installation, "systems" | "connection">;

/** The system that is connected, or the only one that may be. */
export function erpOf({ systems, connection }: Known): SystemView | undefined {
  if (connection) return systems.find(({ id }) => id === connection.system);
  return systems.length === 1 ? systems[0] : undefined;
}

/** What a sentence calls the ERP. */
export const erpName = (installation: Known): string => erpOf(installation)?.name ?? "your ERP";
