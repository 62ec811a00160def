/** SQLSTATE class 22: the same again would be refused again, whatever the state of the database. */
export function isDataRefused(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("22");
}
