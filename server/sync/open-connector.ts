import { setTimeout as pauseFor } from "node:timers/promises";
import type { Connector, Payables } from "../connectors/connector.ts";
import { systemOf } from "../connectors/index.ts";
import type { Connection } from "../store/connections.ts";
import { openCredentials } from "./credentials.ts";
import type { SyncParts } from "./parts.ts";

export function openConnector(
  { lanes, seal, durations }: Pick<SyncParts, "lanes" | "seal" | "durations">,
  connection: Connection,
  beforeWrite?: () => Promise<void>,
): Connector {
  const system = systemOf(connection);
  return system.connect({
    credentials: openCredentials(seal, connection),
    settings: connection.settings.own,
    lane: lanes.of({
      companyId: connection.companyId,
      connectionId: connection.connectionId,
      limit: system.callsAtOnce,
    }),
    beforeWrite,
    pause: Object.assign((ms: number) => pauseFor(ms), { firstMs: durations.firstCallPauseMs }),
  });
}

export function payablesOf({ name, payables }: Connector): Payables {
  if (!payables) throw new TypeError(`${name} keeps no vendors and bills`);
  return payables;
}
