import type { Connector, ConnectorSetUp } from "./connector.ts";
import type { DocumentKind } from "./documents.ts";
import type { CredentialField, Entered, OwnSettings, SettingField } from "./fields.ts";
import type { KnownRefusal } from "./name-refusal.ts";

/** What is known of an outside system before anyone has connected it. */
export interface System {
  /** What the database and the wire call it: never changed. */
  readonly id: string;
  /** As people say it. */
  readonly name: string;
  /** What a company uses it for. A company uses one system at a time in each role. */
  readonly role: "erp" | "time";
  /** How many calls at once the system allows one account when nothing else is known. */
  readonly callsAtOnce: number;
  /** What it calls our documents, or why it does not take them. */
  readonly documents: Readonly<Record<DocumentKind, Words | Unsupported>>;
  /** What it calls what was paid on a bill; undefined where it keeps no payments. */
  readonly payment: Words | undefined;
  readonly credentials: CredentialsForm;
  readonly settings: readonly SettingField[];
  /** Why people have chosen, in the settings, that this document is not written, in a clause. */
  declines?(kind: DocumentKind, chosen: OwnSettings): string | undefined;
  readonly refusals: readonly KnownRefusal[];
  /** What a connection with these credentials would call, checked or not. */
  addressOf(entered: Entered): URL;
  /**
   * Is this one of the system's own addresses? What an admin types in is called from inside our
   * network, so others are refused.
   */
  isOwnAddress(url: URL): boolean;
  /**
   * Which of the system's accounts these credentials, or what may be shown of them, lead to: the ids
   * of one mean something else in another.
   */
  accountOf(entered: Entered): string;
  /** Where a person sees a document in the system. Needs only what may be shown of the credentials. */
  webUrl(shown: Entered, kind: DocumentKind, id: string): string;
  connect(setUp: ConnectorSetUp): Connector;
}

/** "Purchase order", "Purchase orders". */
export interface Words {
  one: string;
  many: string;
}

export interface Unsupported {
  /** In a sentence. */
  whyNot: string;
}

/** What a person enters so that Crosstie can sign in, and what helps them to find it. */
export interface CredentialsForm {
  fields: readonly CredentialField[];
  /** How Crosstie signs in, in a sentence. */
  about: string;
  /** Where a person finds all this, step by step. */
  steps: readonly string[];
  /** What to look at when nobody answered, in sentences. */
  whenSilent: string;
  /** How a person takes Crosstie's access away, in a sentence. */
  revoking: string;
}

/** Why the system does not take this document; undefined where it does. */
export function whyUnsupported({ documents }: System, kind: DocumentKind): string | undefined {
  const words = documents[kind];
  return "whyNot" in words ? words.whyNot : undefined;
}

/** What people call this document in the system. */
export function wordsFor({ documents }: System, kind: DocumentKind): Words {
  const words = documents[kind];
  return "whyNot" in words ? { one: "Record", many: "Records" } : words;
}

/** What of the credentials people may see. */
export function shownOf({ credentials }: System, entered: Entered): Entered {
  const open = credentials.fields.filter(({ isSecret }) => !isSecret);
  return Object.fromEntries(open.map(({ id }) => [id, entered[id] ?? ""]));
}
