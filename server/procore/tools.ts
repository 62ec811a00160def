import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import type { Level } from "./permissions.ts";
import { parseAnswer } from "./parse-answer.ts";

const ToolShape = z.object({
  name: z.string().nullish(),
  friendly_name: z.string().nullish(),
  user_access_level: z.object({ name: z.string().nullish() }).nullish(),
});
type Tool = z.output<typeof ToolShape>;

const ToolsShape = z.object({ tools: z.array(ToolShape) });

/**
 * Tools of one scope with the token's own user's level in each. Procore takes a company or a
 * project, not both.
 */
export async function fetchTools(
  procore: ProcoreClient,
  scope: { companyId: string; projectId?: string; as: Actor },
): Promise<Tool[]> {
  const query = scope.projectId ? { project_id: scope.projectId } : { company_id: scope.companyId };
  const { body } = await procore.call({
    path: "/rest/v1.0/settings/permissions",
    query,
    companyId: scope.companyId,
    as: scope.as,
  });
  return parseAnswer(ToolsShape, body).tools;
}

const LEVELS: Record<string, Level> = {
  none: "none",
  "read only": "read_only",
  standard: "standard",
  admin: "admin",
};

/** Undefined when the scope has no such tool. A level we do not know counts as none. */
export function levelOf(tools: Tool[], tool: string): Level | undefined {
  const found =
    tools.find(({ friendly_name }) => plain(friendly_name) === tool) ??
    tools.find(({ name }) => plain(name) === tool);
  return found && (LEVELS[plain(found.user_access_level?.name)] ?? "none");
}

/**
 * "ERP Integrations", "erp_integrations", "Company Admin" and "admin" are told apart by nothing
 * that matters.
 */
function plain(name: string | null | undefined): string {
  return (name ?? "")
    .toLowerCase()
    .replaceAll(/[_-]+/g, " ")
    .replace(/^(company|project) /, "")
    .trim();
}
