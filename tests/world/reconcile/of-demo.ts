import { startEmbeddedPostgres } from "../../../server/database/embedded-postgres.ts";
import { connect } from "../../../server/database/open-database.ts";
import { procore as played } from "../../sandbox/procore/procore.ts";
import type { ProcoreState } from "../../sandbox/procore/state.ts";
import { reconcile } from "./reconcile.ts";
import type { Books, Compared } from "./sides.ts";

interface Demo {
  procore: string;
  netsuite: string;
  /** Where its database lies. */
  folder: string;
}

/** Asks the sandboxes of a demo that runs, and its database. */
export async function reconcileDemo({ procore, netsuite, folder }: Demo): Promise<Compared[]> {
  const states = await Promise.all([stateOf(procore), stateOf(netsuite)]);
  const postgres = await startEmbeddedPostgres(folder);
  const db = connect(postgres.ownerConnectionString);
  try {
    return await reconcile({ db, procore: revived(states[0]), netsuite: states[1] as Books });
  } finally {
    await db.destroy();
    await postgres.stop();
  }
}

async function stateOf(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/_sandbox/state`);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

/** As JSON, its maps are objects. */
function revived(state: unknown): ProcoreState {
  const app = { appClientId: "", appClientSecret: "", redirectUris: [], appOrigin: "" };
  const shape: object = played(app).live();
  const given = state as Record<string, object>;
  const entries = Object.entries(shape).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Map ? new Map(Object.entries(given[name] ?? {})) : (given[name] ?? value),
  ]);
  return Object.fromEntries(entries) as ProcoreState;
}
