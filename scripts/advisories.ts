import { execFile } from "node:child_process";
import { AppError } from "../server/errors.ts";
import { ROOT } from "./run-step.ts";
import { type Shipped, shippedPackages } from "./shipped.ts";

interface Advisory {
  title: string;
  url: string;
  severity: string;
}

interface Vulnerable {
  name: string;
  /** An advisory; or the name of a package that has one, and makes this one vulnerable too. */
  via: (Advisory | string)[];
  nodes: string[];
  fixAvailable: boolean | { name: string; version: string };
}

interface Report {
  vulnerabilities: Record<string, Vulnerable>;
}

/** What npm prints when it got no answer, or one that it cannot read. */
interface Silence {
  message: string;
}

interface Finding {
  /** Fails: it ships, and is high or critical. */
  isGrave: boolean;
  line: string;
}

const GRAVE = ["high", "critical"];
const PATIENCE_MS = 5_000;

/** With vulnerabilities npm asks for the versions of each package that needs the vulnerable ones. */
const PATIENCE_FOR_ALL_MS = 30_000;

class NpmFailedError extends AppError {}

/**
 * Asks the registry for known vulnerabilities. False where a package that ships has a high or
 * critical one; others are told. A registry that does not answer is told too, and fails nothing.
 */
export async function advisories(): Promise<boolean> {
  const shipped = await shippedPackages();
  const answer = await askRegistry();
  if (typeof answer === "string") {
    console.error(
      `NOT CHECKED: the registry does not say which packages are vulnerable (${answer}). ` +
        "Run `npm run advisories` where npm reaches a registry that does.",
    );
    return true;
  }
  const found = Object.values(answer.vulnerabilities).flatMap((one) => findings(one, shipped));
  for (const { line } of found) console.error(line);
  if (found.length === 0) console.error("The registry knows of no vulnerability in any package.");
  return !found.some(({ isGrave }) => isGrave);
}

function findings(vulnerable: Vulnerable, shipped: Shipped[]): Finding[] {
  const { name, via, nodes } = vulnerable;
  const ships = shipped.filter(({ paths }) => paths.some((path) => nodes.includes(path)));
  const where = ships.map(({ version, runsIn }) => `${version} in the ${[...runsIn].join(", ")}`);
  const known = via.filter((one) => typeof one === "object");
  return known.map(({ severity, title, url }) => {
    const isGrave = ships.length > 0 && GRAVE.includes(severity);
    const what = `${name} (${where.join(", ") || "does not ship"}): ${severity}: ${title}, ${url}`;
    return { isGrave, line: `${isGrave ? "FAILS" : "told"}: ${what}. ${remedy(vulnerable)}` };
  });
}

function remedy({ name, fixAvailable: fix }: Vulnerable): string {
  if (fix === true) return "Remedy: npm audit fix.";
  if (fix) return `Remedy: npm install --save-exact ${fix.name}@${fix.version}.`;
  return `npm knows no version that mends it: replace ${name}, or set a version under "overrides" in package.json.`;
}

/** The report; or why there is none. */
async function askRegistry(): Promise<Report | string> {
  const { code, stdout, stderr } = await npmAudit();
  if (code === null) return `no answer within ${PATIENCE_FOR_ALL_MS / 1_000} s`;
  const answer = read(stdout);
  if ("vulnerabilities" in answer) return answer;
  if ("message" in answer) return answer.message;
  throw new NpmFailedError(`npm audit failed: ${stderr || stdout}`);
}

function read(stdout: string): Report | Silence | object {
  try {
    return JSON.parse(stdout) as object;
  } catch {
    return {};
  }
}

/** In a mode without network npm takes every package for clean: it is told to ask all the same. */
function npmAudit(): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const args = [
    "audit",
    "--json",
    "--include=dev",
    "--no-offline",
    "--fetch-retries=0",
    `--fetch-timeout=${PATIENCE_MS}`,
  ];
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env;
  const [file, ...rest] = npm?.endsWith(".js") ? [node, npm, ...args] : ["npm", ...args];
  const options = { cwd: ROOT, timeout: PATIENCE_FOR_ALL_MS, maxBuffer: 2 ** 28 };
  return new Promise((resolve) => {
    const child = execFile(file, rest, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}

if (import.meta.main) {
  const isFine = await advisories().catch((error: unknown) => {
    console.error(error instanceof AppError ? error.message : error);
    return false;
  });
  if (!isFine) process.exitCode = 1;
}
