export type Absence = "coming" | "refused";

/** 57P01: shutting down, 57P02: crashed, 57P03: cannot connect now. */
const COMING = new Set(["57P01", "57P02", "57P03"]);
const REFUSED = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE"]);
/** Words of pg and knex: none of them has a code. */
const CUT_OFF = new RegExp(
  [
    "Connection (terminated|ended)",
    "is not queryable",
    "Query read timeout",
    "timeout exceeded when trying to connect",
    "Timeout acquiring a connection",
  ].join("|"),
);

/** How PostgreSQL was away, as an error shows it. Undefined: it was there, and said something. */
export function absenceOf(error: unknown): Absence | undefined {
  for (const { code = "", message } of chainOf(error)) {
    if (COMING.has(code)) return "coming";
    if (REFUSED.has(code) || CUT_OFF.test(message)) return "refused";
  }
  return undefined;
}

export function reasonOf(error: unknown): string {
  return chainOf(error).at(-1)?.message ?? String(error);
}

interface Said {
  message: string;
  code?: string;
  cause?: unknown;
}

/** pg-boss tells of errors by plain objects. */
function chainOf(error: unknown): Said[] {
  const isSaid = typeof error === "object" && error !== null && "message" in error;
  return isSaid ? [error as Said, ...chainOf((error as Said).cause)] : [];
}
