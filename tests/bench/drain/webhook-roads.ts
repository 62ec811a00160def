import { setTimeout as wait } from "node:timers/promises";
import type { Child } from "../child-process.ts";
import type { OpenHouse } from "../open-house.ts";
import type { Sandbox } from "./sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  type SetUp,
  untilCounted,
  untilQuiet,
} from "./set-up.ts";
import { type Cost, costOf } from "./statement-cost.ts";

const ROADS = 10;
/** In which Procore says that we have written to it. */
const ECHO_MS = 1_500;

interface Roads {
  house: OpenHouse;
  procore: Sandbox;
  worker: Child;
  company: SetUp;
}

/**
 * Commitments that are known as drafts are approved one after the other, while automatic sync is
 * on: from Procore's webhook until Procore's banner is green, its word of that included.
 */
export async function travelRoads(roads: Roads): Promise<{ cost: Cost; roads: number }> {
  const { house, procore, worker, company } = roads;
  const drafts = await approveCommitments(procore, company, ROADS, "Draft");
  await untilCounted("drafts", () => countCommitments(house, drafts, "pending"), ROADS);
  await untilQuiet(house);
  await wait(ECHO_MS);
  const cost = await costOf(worker, async (look) => {
    for (const id of drafts) {
      await procore.act("update_commitment", { id, status: "Approved" });
      await look(() => untilCounted("banner", () => countTold(house, id), 1));
      await wait(ECHO_MS);
      await look(() => untilQuiet(house));
    }
  });
  return { cost, roads: ROADS };
}

async function countTold({ admin }: OpenHouse, procoreId: string): Promise<number> {
  const told = await admin("records")
    .where({ procore_id: procoreId })
    .whereNotNull("told_at")
    .pluck("record_id");
  return told.length;
}
