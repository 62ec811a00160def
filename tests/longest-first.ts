import { relative, sep } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that a run would otherwise end with, while the other workers stand idle. */
const LONGEST = [
  "tests/chaos/chaos",
  "tests/journeys/main-story",
  "tests/scripts/demo",
  "tests/bad-days/killed",
  "tests/server/main",
  "tests/journeys/",
  "tests/scripts/",
  "tests/bad-days/lost-and-taken-back",
  "tests/console/fit",
  "tests/client/panel-states",
  "tests/server/jobs/",
];

/**
 * The longest files first. Vitest itself goes by how long they took the last time, or by their size
 * where it does not know; the size says nothing of the few that wait.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => this.#place(one) - this.#place(other));
  }

  #place({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId).split(sep).join("/");
    const place = LONGEST.findIndex((start) => path.startsWith(start));
    return place < 0 ? LONGEST.length : place;
  }
}
