import { type Child, startChild } from "../child-process.ts";
import type { Stops } from "../stops.ts";

/**
 * `node server/main.ts` as an operator would run it beside a web process. Resolves once it works.
 */
export async function startWorker(stops: Stops, env: NodeJS.ProcessEnv): Promise<Child> {
  let onStarted = () => {};
  const started = new Promise<void>((resolve) => (onStarted = resolve));
  const onLine = (line: string) => line.includes('"msg":"started"') && onStarted();
  const worker = await stops.start(
    async () =>
      startChild("server/main.ts", {
        env: { ...env, ROLE: "worker" },
        preload: ["./tests/bench/drain/report-statements.ts"],
        onLine,
      }),
    (child) => child.stop(),
  );
  const ended = new Promise<never>((_, reject) =>
    worker.process.once("exit", () =>
      reject(new Error("The worker did not start; what it said is above.")),
    ),
  );
  await Promise.race([started, ended]);
  ended.catch(() => undefined);
  return worker;
}
