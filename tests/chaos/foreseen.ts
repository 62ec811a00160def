import type { Said } from "./app-process.ts";

/** Errors that a process is right to log on such a day: who reads the log can do nothing better. */
const FORESEEN: RegExp[] = [
  // PostgreSQL went away in the middle of it; each comes again by itself.
  new RegExp(
    `(${[
      "Connection terminated unexpectedly",
      "connect ECONNREFUSED",
      "(read|connect) ECONNRESET",
      "the database system is (starting up|in recovery mode|not yet accepting connections)",
      "terminating connection",
    ].join(
      "|",
    )}).*"msg":"(job queue lost a connection|job queue failed|tick failed|database|a request failed unexpectedly)"`,
  ),
];

export function unforeseen(said: Said[]): string[] {
  return said
    .filter(({ level }) => level === "error" || level === "fatal")
    .filter(({ line }) => !FORESEEN.some((pattern) => pattern.test(line)))
    .map(({ process, line }) => `${process} says: ${line.slice(0, 1_200)}`);
}
