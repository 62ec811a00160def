import { once } from "node:events";
import { createServer } from "node:net";

export interface DemoPorts {
  procore: number;
  app: number;
  netsuite: number;
}

const FIRST = 4400;
const PARTS = ["procore", "app", "netsuite"] as const;

/** `DEMO_PORT` and the next ones. Rejects, naming it, when one of them is in use. */
export async function demoPorts(given: string | undefined): Promise<DemoPorts> {
  const first = firstPort(given);
  for (const [place, part] of PARTS.entries()) {
    if (!(await isFree(first + place))) {
      throw new Error(
        `Port ${first + place}, for the demo's ${part}, is in use. Stop what uses it, or set DEMO_PORT to the first of ${PARTS.length} free ports in a row: DEMO_PORT=${first + 100} npm run demo`,
      );
    }
  }
  return { procore: first, app: first + 1, netsuite: first + 2 };
}

export function firstPort(given: string | undefined): number {
  const first = given ? Number(given) : FIRST;
  if (!Number.isInteger(first) || first < 1 || first + PARTS.length > 65_536) {
    throw new Error(`DEMO_PORT must be a port number, not "${given}".`);
  }
  return first;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
