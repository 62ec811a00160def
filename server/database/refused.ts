import { AppError } from "../errors.ts";

/** The database cannot be used as it is; the message tells an operator what to do. */
export class DatabaseError extends AppError {
  override readonly code = "database";
}

export class EmbeddedPostgresError extends AppError {
  override readonly code = "embedded_postgres";
}

export function withoutPassword(connectionString: string): string {
  return connectionString
    .replace(/^([^/]*\/\/[^:@/?]*):.*@/s, "$1@")
    .replace(/([?&](?:ssl)?password)=[^&]*/gi, "$1=…");
}
