import { createHash } from "node:crypto";
import { statfs } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";

const ROOT = new URL("..", import.meta.url).pathname;
/** Bytes: many times what a run takes. */
const ROOMY = 2 * 1024 ** 3;

/**
 * For a PostgreSQL of this checkout's tests. In memory where there is enough of it: each test file
 * makes a database of 600 files and drops it, and a file system on disk spends a quarter of
 * PostgreSQL's time on that.
 */
export async function throwawayFolder(name: "tests" | "chaos"): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => undefined);
  const free = memory ? memory.bavail * memory.bsize : 0;
  if (free < ROOMY) return join(ROOT, `.data/${name}`);
  const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
  return `/dev/shm/crosstie-${name}-${userInfo().username}-${checkout}`;
}
