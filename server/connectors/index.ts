import { netsuiteSystem } from "./netsuite/connector.ts";
import type { System } from "./system.ts";

/** One line a system; the name is what the database and the wire call it. */
export const systems = { netsuite: netsuiteSystem } as const satisfies Record<string, System>;

export type SystemName = keyof typeof systems;
