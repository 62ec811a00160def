import { type RequestHandler, type Response, Router, raw } from "express";
import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import type { Logger } from "pino";
import type { Seal } from "../store/seal.ts";
import { batchReceipts } from "./batch-receipts.ts";
import { companySecrets } from "./company-secrets.ts";
import { parseDelivery } from "./parse-delivery.ts";
import { wakeQueue } from "./wake-queue.ts";

export interface ReceiverParts {
  db: Knex;
  seal: Seal;
  jobs: Pick<Jobs, "send">;
  log: Logger;
  /** Counts answers by outcome; the only trace that a good delivery leaves. */
  count?: (outcome: Outcome) => void;
}

export type Outcome = "kept" | "no_secret" | "wrong_secret" | "unknown_company" | "malformed";

/** What the sender is told. The difference that is missing here is in log and metric. */
const ANSWERS = {
  no_secret: { status: 401, code: "no_secret" },
  wrong_secret: { status: 401, code: "wrong_secret" },
  unknown_company: { status: 401, code: "wrong_secret" },
  malformed: { status: 400, code: "malformed" },
} as const;

/**
 * `POST /webhooks/procore`. Procore wants a 2xx within 5 s and signs nothing: it sends back the `Authorization` that the hook was made
 * with. The answer goes out once the delivery is durable. An unknown company is answered as a wrong secret, so that nobody can ask who uses the app.
 */
export function webhooks(parts: ReceiverParts): Router {
  return Router().post("/webhooks/procore", raw({ type: () => true, limit: "256kb" }), receiver(parts));
}

function receiver({ db, seal, jobs, log, count = () => {} }: ReceiverParts): RequestHandler {
  const verify = companySecrets({ db, seal });
  const receive = batchReceipts(db);
  const wake = wakeQueue({ jobs, log });

  function refuse(response: Response, outcome: Exclude<Outcome, "kept">, facts: object): void {
    count(outcome);
    log.warn({ outcome, ...facts }, "refused a webhook delivery");
    const { status, code } = ANSWERS[outcome];
    response.writeHead(status, { "content-type": "application/json" }).end(`{"code":"${code}"}`);
  }

  return async (request, response) => {
    const authorization = request.headers.authorization;
    if (!authorization) return refuse(response, "no_secret", {});
    const payload = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const parsed = parseDelivery(payload);
    if ("problem" in parsed) return refuse(response, "malformed", { problem: parsed.problem, bytes: payload.length });
    const { delivery } = parsed;
    const verdict = await verify(delivery.companyId, authorization);
    if (verdict !== "genuine") return refuse(response, verdict, { companyId: delivery.companyId });
    await receive({ delivery, payload });
    count("kept");
    wake();
    response.writeHead(204).end();
  };
}
