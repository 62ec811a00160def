import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { COMMITMENT_PATHS } from "./commitments.ts";
import { everyPage } from "./pages.ts";
import { orUnseen } from "./refusal.ts";
import { id, parseAnswer } from "./shapes.ts";

const Row = z.object({ id });

/** Ids of those that Procore lists for the caller: private ones are missing for who is not named there. */
export async function visibleCommitments(
  procore: ProcoreClient,
  { projectId, ...caller }: Caller & { projectId: string },
): Promise<Set<string>> {
  const lists = await Promise.all(
    Object.values(COMMITMENT_PATHS).map((path) => {
      const call = { path, query: { project_id: projectId }, ...callerOf(caller) };
      return orUnseen(everyPage(procore, call));
    }),
  );
  return new Set(lists.flatMap((rows) => rows ?? []).map((row) => parseAnswer(Row, row).id));
}
