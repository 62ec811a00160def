import type { Entered } from "../connectors/fields.ts";
import type { Connection } from "../store/connections.ts";
import type { Seal } from "../store/seal.ts";

const COLUMN = "connections.credentials";

type Of = Pick<Connection, "companyId" | "system">;

export function sealCredentials(seal: Seal, of: Of, entered: Entered): string {
  return seal.seal(JSON.stringify(entered), COLUMN, rowOf(of));
}

export function openCredentials(
  seal: Seal,
  connection: Of & Pick<Connection, "credentials">,
): Entered {
  return JSON.parse(seal.open(connection.credentials, COLUMN, rowOf(connection))) as Entered;
}

function rowOf({ companyId, system }: Of): string {
  return `${companyId}/${system}`;
}
