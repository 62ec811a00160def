import { setTimeout as wait } from "node:timers/promises";
import type { Child } from "../child-process.ts";
import type { OpenBackend } from "../open-backend.ts";
import type { Sandbox } from "./sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  type SetUp,
  untilCounted,
  untilQuiet,
} from "./set-up.ts";
import { type Cost, costOf } from "./statement-cost.ts";

const ROADS = 20;
/** In which Procore says that we have written to it. */
const ECHO_MS = 1_500;

interface Roads {
  backend: OpenBackend;
  procore: Sandbox;
  worker: Child;
  company: SetUp;
}

/**
 * Commitments that are known as drafts are approved one after the other, while automatic sync is
 * on: from Procore's webhook until Procore's banner is green, its word of that included.
 */
export async function travelRoads(roads: Roads): Promise<{ cost: Cost; roads: number }> {
  const { backend, procore, worker, company } = roads;
  const drafts = await approveCommitments(procore, company, ROADS, "Draft");
  await untilCounted("drafts", () => countCommitments(backend, drafts, "pending"), ROADS);
  await untilQuiet(backend);
  await wait(ECHO_MS);
  const cost = await costOf(worker, async (look) => {
    for (const id of drafts) {
      await procore.act("update_commitment", { id, status: "Approved" });
      await look(() => untilCounted("banner", () => countTold(backend, id), 1));
      await wait(ECHO_MS);
      await look(() => untilQuiet(backend));
    }
  });
  return { cost, roads: ROADS };
}

async function countTold({ admin }: OpenBackend, procoreId: string): Promise<number> {
  const told = await admin("records")
    .where({ procore_id: procoreId })
    .whereNotNull("told_at")
    .pluck("record_id");
  return told.length;
}
