import { AppError } from "../../errors.ts";

/** The embedded PostgreSQL cannot be started; the message says what a person can do about it. */
export class EmbeddedPostgresError extends AppError {
  override readonly code = "embedded_postgres";
}
