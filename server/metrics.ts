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

/** Asked at each scrape, until what the watch returns is called; a source that fails tells nothing. */
function asked<Row>(
  gauge: { name: string; help: string; labelNames: string[] },
  show: (gauge: Gauge, row: Row) => void,
): (ask: () => Promise<Row[]>) => () => void {
  const sources = new Set<() => Promise<Row[]>>();
  register.registerMetric(
    new Gauge({
      registers: [],
      ...gauge,
      async collect() {
        this.reset();
        for (const ask of sources) for (const row of await ask().catch(() => [])) show(this, row);
      },
    }),
  );
  return (ask) => {
    sources.add(ask);
    return () => sources.delete(ask);
  };
}

/** `/metrics` asks how many jobs wait, until the returned function is called. */
export const watchDepths = asked<Depth>(
  {
    name: "crosstie_jobs_waiting",
    help: "Jobs that wait for a worker (ready) or for their time (deferred).",
    labelNames: ["queue", "state"],
  },
  (gauge, { name, readyCount, deferredCount }) => {
    gauge.set({ queue: name, state: "ready" }, readyCount);
    gauge.set({ queue: name, state: "deferred" }, deferredCount);
  },
);

/** `/metrics` asks how many values each key has sealed, until the returned function is called. */
export const watchSealed = asked<{ keyId: string; count: number }>(
  {
    name: "crosstie_sealed_values",
    help: "Secrets in the database, by the encryption key that they need.",
    labelNames: ["key"],
  },
  (gauge, { keyId, count }) => gauge.inc({ key: keyId }, count),
);
