import type { Connector, ConnectorSetUp } from "./connector.ts";
import type { DocumentKind, RetainageForm } from "./documents.ts";
import type { CredentialField, Entered, OwnSettings, SettingField } from "./fields.ts";
import type { KnownRefusal } from "./name-refusal.ts";

export interface System {
  /** Never changed: the database and the API use it. */
  readonly id: string;
  readonly name: string;
  /** A company uses one system at a time in each role. */
  readonly role: "erp" | "time";
  readonly callsAtOnce: number;
  readonly documents: Readonly<Record<DocumentKind, Words | Unsupported>>;
  /** Its word for a payment of a bill. Undefined: it keeps no payments. */
  readonly payment: Words | undefined;
  readonly credentials: CredentialsForm;
  readonly settings: readonly SettingField[];
  /** Id of the setting that says to which part of a company its documents belong. */
  readonly entity?: string;
  /** In a clause: why Settings keep this document from being written. */
  declines?(kind: DocumentKind, chosen: OwnSettings): string | undefined;
  /** What Settings say for contracts of which nothing was billed yet. Missing: always net. */
  retainage?(chosen: OwnSettings): RetainageForm;
  readonly refusals: readonly KnownRefusal[];
  /** What a connection with these credentials would call; nothing is checked. */
  addressOf(entered: Entered): URL;
  /** Crosstie calls from inside our network, so no other address may be typed in. */
  isOwnAddress(url: URL): boolean;
  /** An id means something else in another account. Needs only the shown credentials. */
  accountOf(entered: Entered): string;
  webUrl(shown: Entered, kind: DocumentKind, id: string): string;
  connect(setUp: ConnectorSetUp): Connector;
}

export interface Words {
  one: string;
  many: string;
}

export interface Unsupported {
  whyNot: string;
}

export interface CredentialsForm {
  fields: readonly CredentialField[];
  /** In a sentence: how Crosstie signs in. */
  about: string;
  steps: readonly string[];
  /** In sentences: what to check when nobody answered. */
  whenSilent: string;
  /** In a sentence: how a person takes Crosstie's access away. */
  revoking: string;
}

export function whyUnsupported({ documents }: System, kind: DocumentKind): string | undefined {
  const words = documents[kind];
  return "whyNot" in words ? words.whyNot : undefined;
}

export function wordsFor({ documents }: System, kind: DocumentKind): Words {
  const words = documents[kind];
  return "whyNot" in words ? { one: "Record", many: "Records" } : words;
}

export function retainageOf(system: System, chosen: OwnSettings): RetainageForm {
  return system.retainage?.(chosen) ?? "net";
}

export function shownOf({ credentials }: System, entered: Entered): Entered {
  const open = credentials.fields.filter(({ isSecret }) => !isSecret);
  return Object.fromEntries(open.map(({ id }) => [id, entered[id] ?? ""]));
}
