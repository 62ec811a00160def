import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/longest-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/global-setup.ts"],
    setupFiles: ["tests/reference/hold-every-answer.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // A test waits for jobs, webhooks and pages: three keep two cores busy. More of them load and compile
    // everything once more each, and take the processor's caches from each other: bad days take a
    // quarter longer with five.
    maxWorkers: 3,
    // Most of what a test makes is gone at its end: less of it is copied before that, and less is
    // looked through for what may go (a tenth of the processor's time).
    execArgv: ["--max-semi-space-size=64", "--initial-heap-size=600"],
    // Modules are loaded once per worker: whatever they remember is by database, by server or by
    // page.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
