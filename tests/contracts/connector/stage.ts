import type { PayablesConnector } from "../../../server/connectors/connector.ts";
import type { Document, OrderDocument } from "../../../server/connectors/documents.ts";
import type { Entered } from "../../../server/connectors/fields.ts";
import type { System } from "../../../server/connectors/system.ts";
import type { Faults } from "../../sandbox/core/faults.ts";

export interface SentRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  /** The body before anyone read it. */
  text: string;
}

export interface CallPattern {
  method: string;
  path: string;
}

export interface LaneWatch {
  /** Calls that ran at the same moment, at most. */
  peak: number;
}

/** One ERP's sandbox and what the battery must be able to do in it, in our words. */
export interface ConnectorStage {
  system: System;
  /** What a person types in to connect this sandbox. */
  entered: Entered;
  /** What it takes commitments as. */
  orderKind: OrderDocument["kind"];
  connect(options?: {
    lanes?: number;
    withWrongKey?: boolean;
    beforeWrite?(): Promise<void>;
  }): PayablesConnector;
  lanes: LaneWatch;
  faults: Faults;
  /**
   * `method` and `path` of faults that hit one kind of call. `readBack`: undefined where the answer to
   * a write says all.
   */
  calls: Record<"write" | "query" | "signIn", CallPattern> & { readBack: CallPattern | undefined };
  /** How long the connector has waited between attempts, in ms; the battery itself never waits. */
  pauses: number[];
  /** What arrived, in order. */
  sent(): SentRequest[];
  count(kind: Document["kind"]): number;
  /** Lines as the ERP holds them, in its own order. */
  lines(kind: Document["kind"], id: string): { number: string; amount: string }[];
  createVendor(name: string): string;
  /** A second active vendor that bears the name of the first. */
  createTwin(name: string): Promise<string>;
  deactivateVendor(id: string): void;
  /** What accounting does by hand; `amounts` are those of the lines in the ERP's own order. */
  editOrder(id: string, changes: { vendorId?: string; amounts?: string[] }): void;
  pay(part: {
    billId: string;
    amount: string;
    method?: "check" | "credit_card" | "electronic";
  }): string;
  /** `traces`: what the ERP leaves of a void, a reversal or nothing. */
  voidPayment(id: string, traces: "reversal" | "nothing"): void;
  unapplyPayment(id: string): void;
  deletePayment(id: string): void;
  /**
   * The next change bears a time this much before now: ERPs show some changes later than the time
   * they bear.
   */
  setClockBack(minutes: number): void;
  signEveryoneOut(): void;
  /** Another program takes all but so many of the calls that the account allows at once. */
  allowAtOnce(calls: number): void;
  close(): Promise<void>;
}

/** A document that this ERP refuses, and a word of its refusal. */
export interface Refused {
  document: Document;
  words: RegExp;
}
