import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { isFreeOfSideEffects, leanCoreReact } from "./client/build/lean-core-react.ts";
import { scriptBudgets } from "./client/build/script-budgets.ts";

/** Gzipped, before a page can show anything. */
const KILOBYTES = { "panel/index.html": 120, "console/index.html": 300 };

export default defineConfig({
  root: "client",
  base: "/",
  publicDir: false,
  plugins: [react(), leanCoreReact(), scriptBudgets(KILOBYTES)],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2023",
    // The pages' CSP allows scripts from files alone.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Whose code is in the screens, with the licences: scripts/shipped.ts reads it.
    license: { fileName: "packages.json" },
    rolldownOptions: {
      input: [
        "client/panel/index.html",
        "client/console/index.html",
        "client/signed-in/index.html",
      ],
      treeshake: { moduleSideEffects: (id) => !isFreeOfSideEffects(id) },
      checks: { moduleLevelDirective: false },
    },
  },
});
