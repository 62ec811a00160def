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

const { system, options } = JSON.parse(process.argv[2] ?? "{}") as Played;
const played = system === "procore" ? procore(options) : netsuite(options);
const { url, close } = await serveSystem(played);
process.on("SIGTERM", () => void close().then(() => process.exit()));
process.send?.({
  url,
  ...("credentials" in played && { credentials: played.credentials }),
} satisfies Served);
