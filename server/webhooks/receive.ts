import { type RequestHandler, type Response, Router, raw } from "express";
import type { Knex } from "knex";
import type { Logger } from "pino";
import type { Jobs } from "../jobs/jobs.ts";
import type { Seal } from "../store/seal.ts";
import { batchReceipts } from "./batch-receipts.ts";
import { companySecrets } from "./company-secrets.ts";
import { parseDelivery } from "./parse-delivery.ts";
import { wakeQueue } from "./wake-queue.ts";

export interface ReceiverParts {
  db: Knex;
  seal: Seal;
  jobs: Pick<Jobs, "send" | "sendMany">;
  log: Logger;
  /** Our client id at Procore: a delivery that names it tells of our own write and is dropped. */
  ourApplicationId: string;
  /** Good deliveries are only counted, not logged. */
  count?(outcome: Outcome): void;
}

export type Outcome = "kept" | "ours" | Refusal["counts"];

interface Refusal {
  status: number;
  code: string;
  /** No finer than the answer, because anyone may be able to read the metrics. */
  counts: "no_secret" | "refused" | "malformed";
}

/** An unknown company is answered as a wrong secret, so that nobody learns who uses Crosstie. */
const REFUSALS = {
  no_secret: { status: 401, code: "no_secret", counts: "no_secret" },
  wrong_secret: { status: 401, code: "wrong_secret", counts: "refused" },
  unknown_company: { status: 401, code: "wrong_secret", counts: "refused" },
  malformed: { status: 400, code: "malformed", counts: "malformed" },
} satisfies Record<string, Refusal>;

/** Procore wants a 2xx within 5 s and signs nothing: it sends back the hook's `Authorization`. */
export function webhooks(parts: ReceiverParts): Router {
  return Router().post(
    "/webhooks/procore",
    raw({ type: () => true, limit: "256kb" }),
    receiver(parts),
  );
}

function receiver(parts: ReceiverParts): RequestHandler {
  const { db, seal, jobs, log, ourApplicationId, count = () => {} } = parts;
  const verify = companySecrets({ db, seal });
  const receive = batchReceipts({ db, jobs, wake: wakeQueue({ jobs, log }) });

  function refuse(response: Response, outcome: keyof typeof REFUSALS, facts: object): void {
    const { status, code, counts } = REFUSALS[outcome];
    count(counts);
    log.warn({ outcome, ...facts }, "refused a webhook delivery");
    response.writeHead(status, { "content-type": "application/json" }).end(`{"code":"${code}"}`);
  }

  return async (request, response) => {
    const authorization = request.headers.authorization;
    if (!authorization) return refuse(response, "no_secret", {});
    const payload = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const parsed = parseDelivery(payload);
    if ("problem" in parsed) {
      return refuse(response, "malformed", { problem: parsed.problem, bytes: payload.length });
    }
    const { delivery } = parsed;
    const verdict = await verify(delivery.companyId, authorization);
    if (verdict !== "genuine") return refuse(response, verdict, { companyId: delivery.companyId });
    const isOurs = delivery.sourceApplicationId === ourApplicationId;
    if (!isOurs) await receive({ delivery, payload });
    count(isOurs ? "ours" : "kept");
    response.writeHead(204).end();
  };
}
