import { z } from "zod";
import { RemoteError } from "../errors.ts";
import type { Caller } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { AppNotConnectedError } from "./refusal.ts";
import { parseAnswer } from "./shapes.ts";

export type Level = "none" | "read_only" | "standard" | "admin";

/** By tool, in plain letters: `prime contracts`. Absent: the company or project lacks the tool. */
export type ToolLevels = ReadonlyMap<string, Level>;

export interface Permissions {
  company: ToolLevels;
  /** Empty when no project was asked for. */
  project: ToolLevels;
}

/** Asks with the person's own token, so that Procore decides; outsiders get no levels. */
export async function fetchPermissions(
  procore: ProcoreClient,
  who: { userId: string; companyId: string; projectId?: string; signal?: AbortSignal },
): Promise<Permissions> {
  const { userId, companyId, projectId, signal } = who;
  const caller = { companyId, as: { userId }, signal };
  const [company, project] = await Promise.all([
    fetchLevels(procore, caller, { company_id: companyId }),
    projectId ? fetchLevels(procore, caller, { project_id: projectId }) : nothing,
  ]);
  return { company, project };
}

const nothing: ToolLevels = new Map();

const ToolShape = z.object({
  name: z.string().nullish(),
  user_access_level: z.object({ name: z.string().nullish() }).nullish(),
});

const ToolsShape = z.object({ tools: z.array(ToolShape) });

/** Procore takes a company or a project, not both. */
async function fetchLevels(
  procore: ProcoreClient,
  caller: Caller,
  query: Record<string, string>,
): Promise<ToolLevels> {
  const path = "/rest/v1.0/settings/permissions";
  const answer = await procore.call({ path, query, ...caller }).catch(orNotTheirs);
  return answer ? levelsOf(parseAnswer(ToolsShape, answer.body).tools) : nothing;
}

function orNotTheirs(error: unknown): undefined {
  const isOutside =
    error instanceof RemoteError &&
    !(error instanceof AppNotConnectedError) &&
    (error.remoteStatus === 403 || error.remoteStatus === 404);
  if (!isOutside) throw error;
}

/** By a tool's own name: a custom tool may be titled "Admin". Of several, the lowest level counts. */
function levelsOf(tools: z.output<typeof ToolShape>[]): ToolLevels {
  const levels = new Map<string, Level>();
  for (const { name, user_access_level: given } of tools) {
    const [tool, level] = [plain(name), levelNamed(given?.name)];
    const before = levels.get(tool) ?? level;
    levels.set(tool, RANKS.indexOf(level) < RANKS.indexOf(before) ? level : before);
  }
  return levels;
}

const RANKS: Level[] = ["none", "read_only", "standard", "admin"];

const LEVELS: Record<string, Level> = {
  none: "none",
  "read only": "read_only",
  standard: "standard",
  admin: "admin",
};

function levelNamed(name: string | null | undefined): Level {
  return LEVELS[plain(name)] ?? "none";
}

/** "erp_integrations" equals "ERP Integrations", and "admin" equals "Company Admin". */
function plain(name: string | null | undefined): string {
  return (name ?? "")
    .toLowerCase()
    .replaceAll(/[_-]+/g, " ")
    .replace(/^(company|project) /, "")
    .trim();
}
