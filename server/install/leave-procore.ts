import type { Knex } from "knex";
import type { Logger } from "pino";
import { inCompany } from "../database/scope.ts";
import { RemoteError } from "../errors.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { OAuth } from "../procore/oauth.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";
import { companyProjects } from "../store/company-projects.ts";
import type { Seal } from "../store/seal.ts";
import { dropServiceToken, findServiceToken } from "../store/service-tokens.ts";
import { removeHooks } from "./ensure-hook.ts";

export interface LeaveParts {
  db: Knex;
  seal: Seal;
  procore: ProcoreClient;
  oauth: Pick<OAuth, "revoke">;
  log: Logger;
}

export interface Try {
  signal?: AbortSignal | undefined;
  /** What Procore keeps from us is left there: its deliveries are dropped. */
  isLastTry?: boolean | undefined;
}

/** Rejects when Procore may allow more later; to repeat it does no harm. */
export async function leaveProcore(
  parts: LeaveParts,
  companyId: string,
  { signal, isLastTry = false }: Try = {},
): Promise<void> {
  try {
    await removeAllHooks(parts, companyId, signal);
    await revokeToken(parts, companyId);
  } catch (error) {
    if (!isLastTry) throw error;
    parts.log.error({ err: error, companyId }, "gave up taking away what a company has at Procore");
  }
  await inCompany(parts.db, companyId, (scope) => dropServiceToken(scope, companyId));
}

async function revokeToken(parts: LeaveParts, companyId: string): Promise<void> {
  const token = await inCompany(parts.db, companyId, (scope) => findServiceToken(scope, companyId));
  if (!token) return;
  await parts.oauth
    .revoke(parts.seal.open(token.accessToken, "service_tokens.access_token", companyId))
    .catch(orPassOver(parts, { companyId }));
}

async function removeAllHooks(
  parts: LeaveParts,
  companyId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const projects = await inCompany(parts.db, companyId, (scope) =>
    companyProjects(scope, companyId),
  );
  for (const projectId of [undefined, ...projects.map((project) => project.projectId)]) {
    try {
      await removeHooks(parts.procore, { companyId, projectId, signal });
    } catch (error) {
      // Disconnected in Procore: its hooks are gone, and more calls would count against the app.
      if (error instanceof AppNotConnectedError) return;
      orPassOver(parts, { companyId, projectId })(error);
    }
  }
}

/** A final refusal must not keep the rest from being removed. */
function orPassOver(
  { log }: LeaveParts,
  place: { companyId: string; projectId?: string | undefined },
): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof RemoteError) || error.retryable) throw error;
    log.warn(
      { err: error, ...place },
      "could not take away what an uninstalled company has at Procore",
    );
  };
}
