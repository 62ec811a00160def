import { Counter, Gauge, Histogram, register } from "prom-client";

const ended = new Counter({
  name: "crosstie_jobs_total",
  help: "Tries of jobs, by how they ended.",
  labelNames: ["queue", "outcome"],
});

const seconds = new Histogram({
  name: "crosstie_job_seconds",
  help: "How long one try of a job took.",
  labelNames: ["queue"],
  buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
});

export function countJob(
  queue: string,
  outcome: "done" | "retried" | "failed",
  took: number,
): void {
  ended.inc({ queue, outcome });
  seconds.observe({ queue }, took);
}

const deliveries = new Counter({
  name: "crosstie_webhook_deliveries_total",
  help: "Webhook deliveries, by what became of them.",
  labelNames: ["outcome"],
});

export function countDelivery(outcome: string): void {
  deliveries.inc({ outcome });
}

export interface Depth {
  name: string;
  readyCount: number;
  deferredCount: number;
}

const sources = new Set<() => Promise<Depth[]>>();

register.registerMetric(
  new Gauge({
    registers: [],
    name: "crosstie_jobs_waiting",
    help: "Jobs that wait for a worker (ready) or for their time (deferred).",
    labelNames: ["queue", "state"],
    async collect() {
      for (const depths of sources) {
        for (const { name, readyCount, deferredCount } of await depths().catch(() => [])) {
          this.set({ queue: name, state: "ready" }, readyCount);
          this.set({ queue: name, state: "deferred" }, deferredCount);
        }
      }
    },
  }),
);

/** `/metrics` asks `depths` how many jobs wait, until the returned function is called. */
export function watchDepths(depths: () => Promise<Depth[]>): () => void {
  sources.add(depths);
  return () => sources.delete(depths);
}
