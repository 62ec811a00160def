import type { Said } from "./app-process.ts";

/** Errors that a process is right to log on such a day: who reads the log can do nothing better. */
const FORESEEN: RegExp[] = [];

export function unforeseen(said: Said[]): string[] {
  return said
    .filter(({ level }) => level === "error" || level === "fatal")
    .filter(({ line }) => !FORESEEN.some((pattern) => pattern.test(line)))
    .map(({ process, line }) => `${process} says: ${line.slice(0, 1_200)}`);
}
