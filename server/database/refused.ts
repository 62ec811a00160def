import { AppError } from "../errors.ts";

/** The database cannot be used as it is; the message says what an operator can do about it. */
export class DatabaseError extends AppError {
  override readonly code = "database";
}

/** An address that may be shown. */
export function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/([^:@/]*):[^@]*@/, "//$1@");
}
