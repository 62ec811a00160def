import type { HttpHandler } from "msw";
import type { z } from "zod";

/** One outside system, played from state in memory. What the real one refuses, it refuses. */
export interface System {
  readonly name: string;
  /** MSW handlers with origin-free paths such as `*\/rest/v1.0/me`. The first that answers wins. */
  readonly handlers: HttpHandler[];
  /**
   * Everything a test may want to look at; plain JSON. Never secrets of the real world: all here is
   * made up.
   */
  state(): unknown;
  /** Back to the seed. */
  reset(): void;
  /**
   * What the system's own users would do in its own screens, e.g. `{ do: "approve_commitment", id:
   * "…" }`.
   * Throws ActRefused when the real screen would not allow it.
   */
  act(action: Act): unknown;
  /** The system's own words for "too many requests". */
  rateLimited(): Response;
  /** Stops timers (webhook deliveries, clocks). */
  stop(): void;
}

/** A system that can go on where it ended. */
export interface KeptSystem extends System {
  /** All that it knows, in the form of `node:v8`. */
  keep(): Buffer;
  /** Throws where it was not `keep` that made them. */
  takeUp(kept: Buffer): void;
}

export interface Act {
  do: string;
  [argument: string]: unknown;
}

export class ActRefused extends Error {
  override readonly name: string = "ActRefused";
}

/**
 * What was asked for makes no sense, whatever the state: unknown, incomplete, or of the wrong kind.
 */
export class BadAct extends ActRefused {
  override readonly name = "BadAct";
}

/** What a schema found wrong, as one sentence. */
export function faultsIn({ issues }: z.ZodError): string {
  return `${issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ")}.`;
}
