import { commandOf, runNode } from "./run-step.ts";
import { writeSbom } from "./sbom.ts";

/** The screens, into dist/client, and what ships, into dist/sbom.json. */
export async function build(): Promise<boolean> {
  if (!(await buildScreens())) return false;
  await writeSbom();
  return true;
}

/** Fails when the panel is over its budget. */
function buildScreens(): Promise<boolean> {
  return runNode([commandOf("vite", "bin/vite.js"), "build", "--config", "vite.client.config.ts"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
}

if (import.meta.main && !(await build())) process.exitCode = 1;
