import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { isDataRefused } from "../database/data-refused.ts";
import { inCompany } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Seal } from "../store/seal.ts";
import { batchReceipts } from "./batch-receipts.ts";
import { companySecrets, type Verdict } from "./company-secrets.ts";
import { companyIn, companyOf, parseDelivery } from "./parse-delivery.ts";
import { readStart, readToEnd, type Start } from "./read-start.ts";
import { sampled } from "./sampled.ts";
import { pollsInstead, setAsideUnreadable } from "./set-aside.ts";
import { wakeQueue } from "./wake-queue.ts";

const BETWEEN_REPAIRS_MS = 3_600_000;
const MOST_COMPANIES = 10_000;

export interface ReceiverParts {
  db: Knex;
  seal: Seal;
  jobs: Pick<Jobs, "send" | "sendMany">;
  durations: Pick<Durations, "betweenPollsInsteadMs" | "deliveryWithinMs">;
  log: Logger;
  /** Our client id at Procore: a delivery that names it tells of our own write and is dropped. */
  ourApplicationId: string;
  strangers: Strangers;
  /** Good deliveries are only counted, not logged. */
  count?(outcome: Outcome): void;
}

/** Addresses that bring what is not genuine. Procore's are among them: anyone may aim a hook at us. */
export interface Strangers {
  areMany(request: Request): Promise<boolean>;
  count(request: Request): Promise<void>;
}

/** No finer than the answer, because anyone may be able to read the metrics. */
export type Outcome = "kept" | "ours" | "set_aside" | "dropped" | "cut_off";

interface Aside {
  companyId: string;
  problem: string;
  start: Start;
  late: AbortSignal;
}

/**
 * Procore wants a 2xx within 5 s and signs nothing: it sends back the hook's `Authorization`. Any
 * other answer makes it pause this URL, for all companies: what would be no better when it is sent
 * again gets a 2xx too. So does a stranger, who learns nothing of who uses Crosstie.
 */
export function webhooks(parts: ReceiverParts): Router {
  return Router().post("/webhooks/procore", receiver(parts));
}

function receiver(parts: ReceiverParts): RequestHandler {
  const { db, seal, jobs, durations, ourApplicationId, strangers, count = () => {} } = parts;
  const verify = companySecrets({ db, seal });
  const receive = batchReceipts({ db, jobs, wake: wakeQueue({ jobs, log: parts.log }) });
  const pollInstead = pollsInstead(parts);
  const repaired = new LRUCache<string, true>({ max: MOST_COMPANIES, ttl: BETWEEN_REPAIRS_MS });
  const log = sampled(parts.log);

  const verdictOn = (request: Request, companyId: string): Promise<Verdict> =>
    verify(companyId, request.headers.authorization ?? "", {
      isSuspect: () => strangers.areMany(request),
    });

  async function drop(
    request: Request,
    response: Response,
    { verdict, companyId }: { verdict: Verdict | "no_company" | "no_secret"; companyId?: string },
  ): Promise<void> {
    log.warn({ outcome: verdict, companyId }, "dropped a webhook delivery");
    await strangers.count(request);
    if (verdict === "unreadable_secret" && companyId) {
      await inCompany(db, companyId, (scope) => pollInstead(scope, { companyId }));
    }
    answer(response, 204, "dropped");
    if (verdict !== "wrong_secret" || !companyId) return;
    // Perhaps its hook has an older secret. A stranger may say so too: not often.
    if (repaired.has(companyId)) return;
    repaired.set(companyId, true);
    await jobs.send("repair-hooks", { companyId }).catch(() => repaired.delete(companyId));
  }

  async function keepAside(
    request: Request,
    { companyId, problem, start, late }: Aside,
  ): Promise<void> {
    if (!start.isWhole) await readToEnd(request, late);
    log.warn({ companyId, problem }, "set a webhook delivery aside");
    const { text: payload } = start;
    await setAsideUnreadable({ db, pollInstead }, { companyId, problem, payload });
  }

  function answer(response: Response, status: number, outcome: Outcome): void {
    count(outcome);
    if (!response.req.complete) response.set("connection", "close");
    response.writeHead(status).end();
  }

  return async (request, response) => {
    const { authorization } = request.headers;
    if (!authorization) return drop(request, response, { verdict: "no_secret" });
    const late = AbortSignal.timeout(durations.deliveryWithinMs);
    const start = await readStart(request, late);
    if (!start) {
      await strangers.count(request);
      return answer(response, 408, "cut_off");
    }
    const companyId = companyOf(authorization) ?? companyIn(start.text);
    if (companyId === undefined) return drop(request, response, { verdict: "no_company" });
    const verdict = await verdictOn(request, companyId);
    if (verdict !== "genuine") return drop(request, response, { verdict, companyId });
    const parsed = start.isWhole
      ? parseDelivery(start.text)
      : { problem: "it is longer than 16 kB" };
    if ("problem" in parsed) {
      await keepAside(request, { companyId, problem: parsed.problem, start, late });
      return answer(response, 204, "set_aside");
    }
    const { delivery } = parsed;
    // The body may name several companies: the one that counts has to be the sender's.
    const { companyId: named } = delivery;
    const again = named === companyId ? verdict : await verdictOn(request, named);
    if (again !== "genuine") {
      return drop(request, response, { verdict: again, companyId: named });
    }
    if (delivery.sourceApplicationId === ourApplicationId) return answer(response, 204, "ours");
    try {
      await receive({ delivery, payload: start.text });
    } catch (error) {
      if (!isDataRefused(error)) throw error;
      await keepAside(request, { companyId, problem: "the database cannot hold it", start, late });
      return answer(response, 204, "set_aside");
    }
    answer(response, 204, "kept");
  };
}
