import type { Connector, ConnectorSetUp } from "./connector.ts";
import type { DocumentKind } from "./documents.ts";

export interface AccountNamed {
  accountId: string;
  baseUrl: string;
}

/** What is known of an outside system before anyone has connected it. */
export interface System {
  /** As people say it: `NetSuite`. */
  readonly name: string;
  /** What a company uses it for. A company uses one system at a time in each role. */
  readonly role: "erp" | "time";
  /** How many calls at once the system allows one account when nothing else is known. */
  readonly callsAtOnce: number;
  /** What it calls our documents; those that it does not take are missing. */
  readonly documents: Partial<Record<DocumentKind, DocumentWords>>;
  /** What a connection with these credentials would call, checked or not. */
  addressOf(credentials: AccountNamed): URL;
  /**
   * Is this one of the system's own addresses? What an admin types in is called from inside our
   * network, so others are refused.
   */
  isOwnAddress(url: URL): boolean;
  /**
   * Which of the system's accounts these credentials, or what may be shown of them, lead to: the ids
   * of one mean something else in another.
   */
  accountOf(credentials: AccountNamed): string;
  /** Where a person sees a document in the system. Needs only what may be shown of the credentials. */
  webUrl(shown: AccountNamed, kind: DocumentKind, id: string): string;
  connect(setUp: ConnectorSetUp): Connector;
}

export interface DocumentWords {
  /** "Purchase order". */
  name: string;
}
