import { inCompany, type Scope } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import { RateLimitedError, RemoteError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { WantedHook } from "../procore/hooks.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";
import { type Company, findCompany, noteSecretInPlace, noteWebhooks } from "../store/companies.ts";
import { companyProjects, forgetChosen } from "../store/company-projects.ts";
import { ensureHook, removeHooks } from "./ensure-hook.ts";
import { NAMESPACE, PAYLOAD_VERSION } from "./hook-plan.ts";
import { type LeaveParts, leaveProcore, type Try } from "./leave-procore.ts";
import { pollSoon } from "./poll-soon.ts";

export interface HookParts extends LeaveParts {
  jobs: Pick<Jobs, "send">;
  webhookUrl: string;
  durations: Pick<Durations, "earlierSecretMs">;
}

interface Abortable {
  signal: AbortSignal | undefined;
}

/** What cannot be put right is noted on the company. Rejects when the job must try again. */
export async function ensureHooks(
  parts: HookParts,
  companyId: string,
  attempted: Try = {},
): Promise<void> {
  const inIts = <T>(work: (scope: Scope) => Promise<T>) => inCompany(parts.db, companyId, work);
  const company = await inIts((scope) => findCompany(scope, companyId));
  if (!company) return;
  if (company.status === "uninstalled") return leaveProcore(parts, companyId, attempted);
  try {
    const outcome = await mendHooks({ ...parts, signal: attempted.signal }, company);
    await inIts(async (scope) => {
      await noteWebhooks(scope, companyId, outcome);
      if (outcome.ok) await noteSecretInPlace(scope, company, parts.durations.earlierSecretMs);
    });
  } catch (error) {
    // Procore would refuse each project alike, and each call counts against the app.
    if (!(error instanceof AppNotConnectedError)) throw error;
    parts.log.warn({ err: error, companyId }, "a company has uninstalled the app in Procore");
  }
}

async function mendHooks(
  parts: HookParts & Abortable,
  { companyId, webhookSecret }: Company,
): Promise<{ ok: boolean; message: string }> {
  const wanted: WantedHook = {
    namespace: NAMESPACE,
    payloadVersion: PAYLOAD_VERSION,
    destinationUrl: parts.webhookUrl,
    authorization: parts.seal.open(webhookSecret, "companies.webhook_secret", companyId),
  };
  const { signal } = parts;
  const inIts = <T>(work: (scope: Scope) => Promise<T>) => inCompany(parts.db, companyId, work);
  const projects = await inIts((scope) => companyProjects(scope, companyId));
  const chosen = projects.filter(({ isChosen }) => isChosen);
  const left = projects.filter(({ isChosen, chosenAt }) => !isChosen && chosenAt);

  const problems = [
    await attempt(parts, "the company", () =>
      ensureHook(parts.procore, { companyId, projectId: undefined, signal }, wanted),
    ),
  ];
  for (const { projectId, name } of chosen) {
    problems.push(
      await attempt(parts, `project ${name}`, async () => {
        const isMended = await ensureHook(parts.procore, { companyId, projectId, signal }, wanted);
        // Changes made without the hook were not delivered: a poll finds them.
        if (isMended) await inIts((scope) => pollSoon(parts.jobs, scope, { companyId, projectId }));
      }),
    );
  }
  for (const { projectId, name } of left) {
    // The result is ignored: in a project that the app may no longer see it cannot remove a hook.
    await attempt(parts, `project ${name}, which is no longer chosen`, async () => {
      await removeHooks(parts.procore, { companyId, projectId, signal });
      await inIts((scope) => forgetChosen(scope, companyId, projectId));
    });
  }
  const told = problems.filter((problem) => problem !== undefined);
  const message =
    told.length > 0
      ? told.join(" ")
      : `Webhooks are in place for the company and ${chosen.length === 1 ? "1 project" : `${chosen.length} projects`}.`;
  return { ok: told.length === 0, message };
}

/** Undefined: it went well. Otherwise a sentence for people. */
async function attempt(
  { log, signal }: HookParts & Abortable,
  what: string,
  mend: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await mend();
    return undefined;
  } catch (error) {
    // The job was cut short, which says nothing about the hooks.
    signal?.throwIfAborted();
    if (
      error instanceof RateLimitedError ||
      error instanceof AppNotConnectedError ||
      !(error instanceof RemoteError)
    ) {
      throw error;
    }
    log.warn({ err: error }, `could not mend the webhooks of ${what}`);
    return `Webhooks of ${what} are not in place: ${error.reason}. ${remedy(error)}`;
  }
}

function remedy(error: RemoteError): string {
  if (error.remoteStatus === 403 || error.remoteStatus === 404) {
    return "A company admin opens App Management in Procore, allows Crosstie this project and Webhooks API at Standard, then saves the settings here again.";
  }
  return "Crosstie tries again by itself and polls for changes meanwhile.";
}
