import type { Logger } from "pino";
import type { Jobs } from "../jobs/jobs.ts";

const PAUSE_MS = 50;

/** Nobody waits for the job to be sent. If that fails, the tick finds the rows. */
export function wakeQueue({ jobs, log }: { jobs: Pick<Jobs, "send">; log: Logger }): () => void {
  let isBusy = false;
  let isAskedAgain = false;

  async function send(): Promise<void> {
    isBusy = true;
    do {
      isAskedAgain = false;
      await jobs
        .send("queue-deliveries", {})
        .catch((error: unknown) =>
          log.warn({ err: error }, "could not queue deliveries; the sweep will"),
        );
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    } while (isAskedAgain);
    isBusy = false;
  }

  return () => {
    if (isBusy) isAskedAgain = true;
    else void send();
  };
}
