import { setTimeout as wait } from "node:timers/promises";
import { http } from "msw";
import { serveSystem } from "../../sandbox/core/serve.ts";
import { type Credentials, netsuite } from "../../sandbox/netsuite/netsuite.ts";
import type { Options } from "../../sandbox/netsuite/options.ts";
import { type ProcoreOptions, procore } from "../../sandbox/procore/procore.ts";

/** What this process is asked to play, and where it answers then. */
export type Played =
  | { system: "procore"; options: ProcoreOptions }
  | { system: "netsuite"; options: Partial<Options> };
export interface Served {
  url: string;
  credentials?: Credentials;
}
/** How long every call waits from now on; 0: none does, and those that wait go on at once. */
export interface Pace {
  slowMs: number;
}

const { system, options } = JSON.parse(process.argv[2] ?? "{}") as Played;
const played = system === "procore" ? procore(options) : netsuite(options);
let { handlers } = played;
const { url, close } = await serveSystem({
  ...played,
  get handlers() {
    return handlers;
  },
});

let quicken = () => {};
process.on("message", ({ slowMs }: Pace) => {
  quicken();
  handlers = played.handlers;
  if (slowMs === 0) return;
  const { promise: isQuick, resolve } = Promise.withResolvers<void>();
  quicken = resolve;
  const inTime = () => Promise.race([isQuick, wait(slowMs, undefined, { ref: false })]);
  // A new list: those that wait are still going through the one they came in with.
  handlers = [http.all("*", inTime), ...handlers];
});
process.on("SIGTERM", () => void close().then(() => process.exit()));
process.send?.({
  url,
  ...("credentials" in played && { credentials: played.credentials }),
} satisfies Served);
