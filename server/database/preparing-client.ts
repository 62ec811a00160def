import { LRUCache } from "lru-cache";
import pg from "pg";

/** Each connection keeps so many plans, which cost PostgreSQL some 30 kB each. */
const MOST_PREPARED = 200;
const OFTEN = 5;

/** By statement, in this process. What is asked rarely is forgotten, and never prepared. */
const asked = new LRUCache<string, number>({ max: 2_000 });

/** A migration may add to its columns while this process runs: its plan would be none any more. */
const HAS_ALL_COLUMNS = /(?:select|returning|[.,])\s*\*/i;

/**
 * The client of one pool, which has PostgreSQL parse and plan once per connection what is asked
 * often. For connections that keep one session: a pooler in transaction mode knows nothing of what
 * another one has prepared.
 */
export function preparingClient(): typeof pg.Client {
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_PREPARED) return known;
    const times = (asked.get(text) ?? 0) + 1;
    asked.set(text, times);
    if (times < OFTEN || HAS_ALL_COLUMNS.test(text)) return undefined;
    const name = `often_${names.size}`;
    names.set(text, name);
    return name;
  }

  return class PreparingClient extends pg.Client {
    /** Not asked by name again: the type of one of their columns is another one since. */
    readonly #outdated = new Set<string>();

    override query(...given: unknown[]): never {
      const [first, second, ...rest] = given;
      const [ask, ...others] =
        typeof first === "string" && Array.isArray(second)
          ? [{ text: first, values: second }, ...rest]
          : given;
      const name = isAsk(ask) ? nameOf(ask.text) : undefined;
      if (name === undefined || this.#outdated.has(name)) {
        return super.query(...(given as [string])) as never;
      }
      const answered = others.map((one) =>
        typeof one === "function" ? this.#heeding(name, one as Callback) : one,
      );
      return super.query({ ...(ask as Ask), name }, ...(answered as [])) as never;
    }

    #heeding(name: string, callback: Callback): Callback {
      return (error, ...answer) => {
        if (isOutdated(error)) this.#outdated.add(name);
        callback(error, ...answer);
      };
    }
  };
}

type Ask = pg.QueryConfig & { text: string; values: unknown[] };
type Callback = (error: Error | undefined, ...answer: unknown[]) => void;

/** Without values it may be several statements in one. */
function isAsk(given: unknown): given is Ask {
  if (typeof given !== "object" || given === null) return false;
  const { text, values, name } = given as Partial<Ask>;
  return typeof text === "string" && Array.isArray(values) && values.length > 0 && !name;
}

const isOutdated = (error: Error | undefined): boolean =>
  error?.message === "cached plan must not change result type";
