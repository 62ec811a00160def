import type { Stage } from "../sandbox/procore/stage.ts";

/**
 * One real call per endpoint: `{name}` in the key's path is filled from `ids`; query and body as a
 * client would send them.
 */
export interface Case {
  key: string;
  ids?: (stage: Stage) => Record<string, string>;
  query?: (stage: Stage) => Record<string, string>;
  /** The query's `view`, where the endpoint has several. */
  view?: string;
  body?: (stage: Stage) => unknown;
  as?: string;
  /** What has to be there before. */
  given?: (stage: Stage) => Promise<unknown>;
}
