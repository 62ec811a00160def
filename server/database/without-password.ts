/** An address that may be shown. */
export function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/([^:@/]*):[^@]*@/, "//$1@");
}
