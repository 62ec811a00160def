import { commandOf, runNode } from "./run-step.ts";

/** The screens, into dist/client. The build itself fails when the panel is over its budget. */
export function build(): Promise<boolean> {
  return runNode([commandOf("vite", "bin/vite.js"), "build", "--config", "vite.client.config.ts"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
}

if (import.meta.main && !(await build())) process.exitCode = 1;
