import type { Twin as ErpTwin } from "../connectors/connector.ts";
import { AppError, CredentialsRefusedError, RemoteError, UnknownOutcomeError } from "../errors.ts";
import { TotalError } from "../kinds/total-error.ts";
import type { NumberHolder } from "../store/bill-numbers.ts";
import type { Candidate } from "../store/failure.ts";
import { CREDENTIALS_REFUSED, type Failure, STUMBLED, UNREACHABLE } from "../store/failure.ts";

type Explanation = Omit<Failure, "system" | "said" | "lastAt">;

export function explainFailure(
  error: unknown,
  { label, system, now }: { label: string; system: string; now: Date },
): Failure {
  const said = error instanceof RemoteError && error.isQuoted ? error.reason : null;
  return {
    ...explain(error, label, system),
    system: error instanceof RemoteError ? error.system : system,
    said,
    lastAt: now.toISOString(),
  };
}

function explain(error: unknown, label: string, system: string): Explanation {
  if (error instanceof CredentialsRefusedError) {
    return {
      code: CREDENTIALS_REFUSED,
      title: `${error.system} no longer accepts the connection's credentials`,
      detail: `${unquoted(error)}Nothing is sent to ${error.system} until the connection works again. An admin enters new credentials in Settings; then this goes on by itself.`,
      whoseMove: "admin",
    };
  }
  if (error instanceof UnknownOutcomeError) {
    return {
      code: "unknown_outcome",
      title: `${error.system} did not answer for ${label}`,
      detail: `${unquoted(error)}It may or may not have been saved. Crosstie looks it up by its own reference before it sends anything again, so nothing is doubled.`,
      whoseMove: "crosstie",
    };
  }
  if (error instanceof RemoteError) return explainRefusal(error, label);
  if (error instanceof TotalError) {
    return {
      code: error.code,
      title: `The lines of ${label} do not add up to ${error.total}`,
      detail: error.message,
      whoseMove: error.whoseMove,
    };
  }
  if (error instanceof AppError) {
    return {
      code: error.code,
      title: `${label} could not be prepared for ${system}`,
      detail: error.message,
      whoseMove: "admin",
    };
  }
  return {
    code: STUMBLED,
    title: `Crosstie stumbled over ${label}`,
    detail:
      "This is a fault in Crosstie and has been logged. Crosstie tries again by itself every quarter of an hour; if it stays, contact support with the time shown here.",
    whoseMove: "crosstie",
  };
}

/** Our own reading of the answer, before the remedy; the system's own words stand in `said`. */
function unquoted({ isQuoted, reason }: RemoteError): string {
  if (isQuoted) return "";
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? `${text} ` : `${text}. `;
}

function explainRefusal(error: RemoteError, label: string): Explanation {
  const { refusal, system } = error;
  const why = unquoted(error);
  const title = refusal?.title.replaceAll("{record}", () => label);
  if (error.retryable) {
    return {
      code: UNREACHABLE,
      title: title ?? `${system} could not be reached for ${label}`,
      detail: `${why}Crosstie tried several times and goes on by itself every quarter of an hour. Nothing is lost; a retry asks at once.`,
      whoseMove: "crosstie",
    };
  }
  if (refusal && title) {
    const { meaning, remedy, whoseMove } = refusal;
    return { code: meaning, title, detail: `${why}${remedy}`, whoseMove };
  }
  return {
    code: "refused",
    title: `${system} refused ${label}`,
    detail: `${why || `${system}'s own reason is below. `}Mend it in Procore or in ${system}, then retry.`,
    whoseMove: "accounting",
  };
}

interface Unclear {
  candidates: Candidate[];
  vendor: string;
  system: string;
  now: Date;
}

export function vendorUnclear({ candidates, vendor, system, now }: Unclear): Failure {
  return {
    code: "vendor_unclear",
    title: `A person has to say which vendor in ${system} is ${vendor}`,
    detail: `Nothing was created. Link to the right one of these, and all that waits for it goes on. If none of them is the one, an ERP admin presses Create anyway; where ${system} has its order already, accounting mends the vendor of that order instead, then retry.`,
    whoseMove: "accounting",
    system,
    said: null,
    lastAt: now.toISOString(),
    candidates,
  };
}

interface Twin {
  bill: { number: string; kind: "bill" | "credit" };
  twin: ErpTwin;
  isLeft: boolean;
  system: string;
  label: string;
  now: Date;
}

export function billExists({ bill, twin, isLeft, system, label, now }: Twin): Failure {
  const { id, number = bill.number, total, ofOrder } = twin;
  const whose = isLeft
    ? "Its invoice was deleted in Procore."
    : "It is not Crosstie's: someone typed it in.";
  const other = ofOrder
    ? `If it is another invoice of this contract, somebody enters that one in Procore under its number; if it is none, accounting takes it off the order. Then retry.`
    : "If it is another one, give one of the two another number, then retry.";
  return {
    code: "duplicate",
    title: ofOrder
      ? `${system} already has ${bill.kind} ${number} of ${ofOrder} on the order of ${label}`
      : `${system} already has a ${bill.kind} ${number} of this vendor`,
    detail:
      `${whose} Its internal id is ${id}. Nothing was sent. ` +
      (isLeft
        ? `If it is ${label}, accounting deletes it in ${system} and retries; once it is paid, it stays, and ${label} is not sent. If it is another one, accounting makes out what is owed, and deletes it.`
        : `If it is ${label}, link to it: its payments are then shown, and Crosstie writes nothing to it. ${other}`),
    whoseMove: "accounting",
    system,
    said: null,
    lastAt: now.toISOString(),
    ...(!isLeft && {
      candidates: [{ id, document: bill.kind, number, name: number, why: total, closed: null }],
    }),
  };
}

interface Strayed {
  id: string;
  number: string | undefined;
  reference: string;
  label: string;
  system: string;
  now: Date;
}

export function strayed({ id, number, reference, label, system, now }: Strayed): Failure {
  const found = number === undefined ? `Internal id ${id}` : `${number}, internal id ${id},`;
  return {
    code: "duplicate",
    title: `${system} has what may be ${label} without Crosstie's external ID`,
    detail:
      `An answer of ${system} was lost, and Crosstie does not find what it wrote. ${found} says the same as ${label}. Nothing more was sent. ` +
      `If it is ${label}, accounting gives it the external ID ${reference} (or deletes it); if it is another one, accounting changes its memo. Then retry.`,
    whoseMove: "accounting",
    system,
    said: null,
    lastAt: now.toISOString(),
  };
}

interface Twice {
  number: string;
  other: Pick<NumberHolder, "label">;
  system: string;
  now: Date;
}

export function numberTwice({ number, other, system, now }: Twice): Failure {
  return {
    code: "duplicate",
    title: `Number ${number} is there twice on this contract`,
    detail:
      `${other.label}, which Crosstie has sent or is about to send, or which was deleted in Procore after that, has this number too. Nothing was sent. ` +
      `If it is the same invoice once more, delete this one in Procore, or accounting deletes the other's bill in ${system}; if they are two, give one of them another number in Procore. Then retry.`,
    whoseMove: "project",
    system,
    said: null,
    lastAt: now.toISOString(),
  };
}

export function vendorMissing(vendor: string, system: string, now: Date): Failure {
  return {
    code: "vendor_missing",
    title: `${system} has no vendor for ${vendor}`,
    detail: `Create the vendor in ${system} under this name and retry, or let Crosstie create it.`,
    whoseMove: "accounting",
    system,
    said: null,
    lastAt: now.toISOString(),
  };
}
