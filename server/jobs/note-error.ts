import type { Logger } from "pino";
import { absenceOf } from "../database/absence.ts";

/** A PostgreSQL that restarts is no error of the queue's: all of that comes again by itself. */
export function noteError(log: Logger, error: unknown, message: string): void {
  log[absenceOf(error) ? "warn" : "error"]({ err: error }, message);
}
