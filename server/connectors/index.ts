import type { Connector, ConnectorSetUp } from "./connector.ts";
import { netsuite, netsuiteSetUp } from "./netsuite/connector.ts";

export interface AccountNamed {
  accountId: string;
  baseUrl: string;
}

/** What the registry knows of a system before anyone has connected it. */
export interface System {
  readonly name: string;
  /** How many calls at once the system allows one account when nothing else is known. */
  readonly defaultLanes: number;
  /** What a connection with these credentials would call, checked or not. */
  addressOf(credentials: { accountId: string; baseUrl: string }): URL;
  /**
   * Is this one of the system's own addresses? What an admin types in is called from inside our
   * network, so others are refused.
   */
  isOwnAddress(url: URL): boolean;
  /**
   * Which of the system's accounts these credentials, or what may be shown of them, lead to: the
   * ids of one mean something else in another.
   */
  accountOf(credentials: AccountNamed): string;
  connect(setUp: ConnectorSetUp): Connector;
}

export const systems = { netsuite: { ...netsuiteSetUp, connect: netsuite } } satisfies Record<
  string,
  System
>;

export type SystemName = keyof typeof systems;
