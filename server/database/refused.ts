import { AppError } from "../errors.ts";

/** The database cannot be used as it is; the message says what an operator can do about it. */
export class DatabaseError extends AppError {
  override readonly code = "database";
}

/** The embedded PostgreSQL cannot be started; the message says what a person can do about it. */
export class EmbeddedPostgresError extends AppError {
  override readonly code = "embedded_postgres";
}

/** An address that may be shown. */
export function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/([^:@/]*):[^@]*@/, "//$1@");
}
