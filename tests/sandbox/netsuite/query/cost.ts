import type { DatabaseSync } from "node:sqlite";
import type { Source } from "./sources.ts";

interface Step {
  id: number;
  parent: number;
  detail: string;
}

/** Rows that come out, and rows looked at on the way. Never less than it will be, often more. */
interface Bound {
  rows: number;
  work: number;
}

/**
 * How many rows a query looks at, at most, by the engine's own plan: it runs in this very process
 * and cannot be stopped half-way.
 * Source: SQLite, "EXPLAIN QUERY PLAN": loops beside each other are nested in that order.
 */
export function boundOf(db: DatabaseSync, sql: string, sources: Source[]): number {
  const steps = db.prepare(`explain query plan ${sql}`).all() as unknown as Step[];
  // The engine turns alternatives for one column into a list of keys.
  const alternatives = 1 + (sql.match(/\bor\b/gi)?.length ?? 0);
  return new Estimate(db, steps, { sources, alternatives }).below(0).work;
}

class Estimate {
  readonly #db: DatabaseSync;
  readonly #steps: Step[];
  readonly #sources: Source[];
  readonly #alternatives: number;
  /** Rows of subqueries and named queries, by the name the plan has for them. */
  readonly #derived = new Map<string, number>();

  constructor(
    db: DatabaseSync,
    steps: Step[],
    { sources, alternatives }: { sources: Source[]; alternatives: number },
  ) {
    this.#db = db;
    this.#steps = steps;
    this.#sources = sources;
    this.#alternatives = alternatives;
  }

  below(parent: number): Bound {
    const steps = this.#steps.filter((step) => step.parent === parent);
    if (
      steps.some(({ detail }) => /^(LEFT-MOST|LEFT$|UNION|EXCEPT|INTERSECT|INDEX \d)/.test(detail))
    ) {
      return this.#sum(steps);
    }
    let rows = 1;
    let work = 0;
    let perRow = 0;
    for (const { id, detail } of steps) {
      const inner = this.below(id);
      if (/^(SCAN|SEARCH) /.test(detail)) {
        rows *= this.#fan(detail);
        work += rows;
      } else if (detail.startsWith("CORRELATED")) {
        perRow += inner.work;
      } else {
        const derived = /^(?:CO-ROUTINE|MATERIALIZE) (.+)$/.exec(detail)?.[1];
        if (derived !== undefined) {
          this.#derived.set(derived, Math.max(inner.rows, this.#derived.get(derived) ?? 0));
        } else if (!/^(SCALAR|LIST) SUBQUERY|^USE TEMP/.test(detail)) {
          rows *= Math.max(inner.rows, 1);
        }
        work += inner.work;
      }
    }
    return { rows, work: work + rows * perRow };
  }

  #sum(steps: Step[]): Bound {
    const bounds = steps.map(({ id, detail }) =>
      /^(SCAN|SEARCH) /.test(detail)
        ? { rows: this.#fan(detail), work: this.#fan(detail) }
        : this.below(id),
    );
    return {
      rows: bounds.reduce((sum, { rows }) => sum + rows, 0),
      work: bounds.reduce((sum, { work }) => sum + work, 0),
    };
  }

  /** How often a loop turns each time it is entered. */
  #fan(detail: string): number {
    if (detail === "SCAN CONSTANT ROW") return 1;
    const [, name = "", index] =
      /^(?:SCAN|SEARCH) (.+?)(?: USING (?:COVERING )?INDEX (\S+) \([^)]*=\?.*)?(?: USING .*)?(?: LEFT-JOIN)?$/.exec(
        detail,
      ) ?? [];
    const all = this.#rowsOf(name);
    return index === undefined ? all : Math.min(all, this.#largestKey(index) * this.#alternatives);
  }

  #rowsOf(name: string): number {
    const targets = [
      name,
      ...this.#sources
        .filter(([alias]) => alias.toLowerCase() === name.toLowerCase())
        .map(([, table]) => table),
    ];
    const known = targets.flatMap(
      (target) =>
        this.#derived.get(target) ?? this.#count(`"${target.replaceAll('"', '""')}"`) ?? [],
    );
    return Math.max(1, ...(known.length > 0 ? known : this.#derived.values()));
  }

  /** An index here is named after its table and its column. */
  #largestKey(index: string): number {
    const [table, column] = index.split(".");
    const { most } = this.#db
      .prepare(
        `select max(many) as most from (select count(*) as many from "${table}" group by "${column}")`,
      )
      .get() as { most: number | null };
    return most ?? 1;
  }

  #count(table: string): number | undefined {
    try {
      return (this.#db.prepare(`select count(*) as many from ${table}`).get() as { many: number })
        .many;
    } catch {
      return undefined;
    }
  }
}
