import { Decimal } from "decimal.js";
import type { Document } from "../../connectors/documents.ts";
import { systemOf } from "../../connectors/index.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";
import { type Difference, nameOf, totalOf } from "../push/counterpart-differs.ts";
import { wordOf } from "../push/decide.ts";
import { isLinked } from "../push/link-document.ts";
import type { Seen } from "./look-at-counterparts.ts";

/** In sentences: what it will do, or why it cannot be done. */
export type Way = { will: string } | { whyNot: string };

export interface Ways {
  /** Sends it again. */
  procore: Way;
  /** Lets the ERP's values stand. */
  erp: Way;
}

export interface WantedDocument {
  document: Document | undefined;
  /** In a sentence: why nothing would be sent now. */
  whyNot: string | undefined;
}

interface Between {
  connection: Pick<Connection, "system">;
  record: SyncRecord;
  seen: Seen;
  about: Difference["about"] | undefined;
  wanted: WantedDocument;
}

interface Named extends Between {
  name: string;
  system: string;
}

export function waysOut(between: Between): Ways {
  const { connection, record, seen, about } = between;
  const number = seen.standing?.number ?? record.erpNumber;
  const named = {
    ...between,
    name: nameOf({ word: wordOf(record, connection.system), number }),
    system: systemOf(connection).name,
  };
  const neither = whyNeither(named);
  if (neither) return { procore: { whyNot: neither }, erp: { whyNot: neither } };
  const closed = about && NEITHER[about]?.(named);
  if (closed) return { procore: { whyNot: closed }, erp: { whyNot: closed } };
  return { procore: procoresWay(named), erp: erpsWay(named) };
}

function whyNeither({ record, seen, about, name, system }: Named): string | undefined {
  if (record.attemptingSince !== null) {
    return `${name} is being written at this moment: look again.`;
  }
  if (record.status === "pending") {
    return `It has changed in Procore and is pending: once it is sent, the two are compared again.`;
  }
  const isDifferent = about !== undefined || record.waiting !== null || seen.state === "gone";
  const isAccepted = record.accepted !== null && record.status === "success";
  if (isDifferent || isAccepted || record.failure !== null) return undefined;
  return `${name} in ${system} is as it was sent. Nothing is to be chosen.`;
}

/** What cannot be mended from here, whichever side is right. */
const NEITHER: Partial<Record<Difference["about"], (named: Named) => string>> = {
  "out of sight": ({ name, system }) =>
    `${name} is out of sight in ${system}, so nobody can say what it is there: an admin gives the connection's role the right to see it.`,
  currency: ({ name, system }) =>
    `Amounts in two currencies are never equal, and the currency of ${name} in ${system} stays as it is: accounting enters it anew there, or somebody corrects the currency in Procore.`,
  "another vendor": ({ name, system }) =>
    `Crosstie changes the vendor of nothing that stands in the books, and payments would go to another vendor than Procore says: accounting corrects ${name} in ${system}, or somebody corrects the vendor in Procore.`,
  rejected: ({ name, system }) =>
    `${name} was rejected in ${system}, so the books have nothing that counts: accounting approves it there, or closes it and says so to the project.`,
};

function procoresWay({ record, seen, about, wanted, name, system }: Named): Way {
  const { document, whyNot } = wanted;
  if (whyNot !== undefined || !document) return { whyNot: whyNot ?? "Nothing would be sent." };
  if (isLinked({ lines: record.erpLines, written: record.written })) {
    return {
      whyNot: `${name} was linked to what accounting has entered: Crosstie writes nothing to it.`,
    };
  }
  const total = totalOf(document);
  const worth = total === null ? "" : ` (${total})`;
  if (seen.state === "gone") {
    return { will: `Creates it anew in ${system}, as Procore has it now${worth}.` };
  }
  if (about === "closed" || about === "closed line") {
    return { whyNot: `Crosstie does not open again in ${system} what accounting has closed.` };
  }
  if (about === "foreign bill") {
    return { whyNot: `Crosstie takes no bill of others off ${name}: accounting does so.` };
  }
  const others = linesOfOthers(record, seen);
  if (others.length > 0) {
    return {
      whyNot: `${system} has lines that Crosstie did not write (${others.join(", ")}) and leaves as they are: accounting takes them out of ${name} first.`,
    };
  }
  const now = seen.standing?.total;
  const instead = total !== null && now && now !== total ? `: ${total} instead of ${now}` : "";
  return {
    will: `Writes Procore's values over those of ${name} in ${system}${instead}. What accounting changed on its lines there is replaced.`,
  };
}

function erpsWay({ record, seen, about, wanted, name, system }: Named): Way {
  if (seen.state === "gone") {
    return { whyNot: `${system} has nothing of it any more: there are no values to take.` };
  }
  if (record.isDeleted || (record.waiting !== null && about === undefined)) {
    return { whyNot: `Procore has taken it back: accounting closes ${name} in ${system}.` };
  }
  if (record.accepted !== null && record.status === "success") {
    return { whyNot: `${record.accepted.by} has let this stand already.` };
  }
  const total = wanted.document ? totalOf(wanted.document) : record.sentTotal;
  const now = seen.standing?.total;
  const figures =
    total !== null && now !== undefined && now !== total
      ? ` In ${system}, ${name} stays at ${now}, and Procore stays at ${total}.`
      : "";
  return {
    will: `Changes nothing in either system.${figures} The record counts as in step with exactly this difference; another one opens it again, and the next change in Procore is sent as usual.`,
  };
}

function linesOfOthers({ erpLines }: SyncRecord, { standing }: Seen): string[] {
  const ours = new Set(Object.values(erpLines));
  return (standing?.lines ?? [])
    .filter(({ line, amount }) => !ours.has(line) && !new Decimal(amount).isZero())
    .map(({ line, description, amount }) => `${description || `line ${line}`} ${amount}`);
}
