import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const sources = globSync("{server,client,migrations}/**/*.{ts,tsx,html}", { cwd: ROOT });

/** What no code that ships may use, but where it is named. */
it.each([
  {
    what: "runs text as code",
    found: /\beval\(|\bnew Function\(|\bnode:vm\b/,
  },
  {
    what: "makes a pattern of text, but of our own",
    found: /\bRegExp\(/,
    but: /^(server\/(connectors\/field-schemas|database\/absence)|client\/console\/set-up-forms\/check-entered)\.ts$/,
  },
  {
    what: "takes text for HTML, but what the page itself came with",
    found: /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write/,
    but: /^client\/components\/skeleton\.tsx$/,
  },
  {
    what: "starts a program, but PostgreSQL's own",
    found: /child_process/,
    but: /^server\/database\/embedded\//,
  },
  {
    what: "gives a program's command to a shell",
    found: /execSync|shell: |import \{[^}]*\bexec\b[^}]*\} from "node:child_process"/,
  },
  {
    what: "draws a number that can be guessed, but for how long to wait",
    found: /Math\.random/,
    but: /^(server\/connectors\/netsuite\/persist|client\/api\/(live-stream|retry))\.ts$/,
  },
  {
    what: "uses a broken hash or cipher",
    found: /["'](md5|sha-?1|rc4|des|3des)["']|aes-\d+-(ecb|cbc)/i,
  },
  {
    what: "keeps anything in a browser beyond its tab",
    found: /localStorage|indexedDB|document\.cookie|\bcaches\.|serviceWorker/,
  },
  {
    what: "trusts whatever certificate comes",
    found: /rejectUnauthorized: false|NODE_TLS_REJECT|checkServerIdentity/,
    // It refuses them.
    but: /^server\/database-config\.ts$/,
  },
  {
    what: "speaks to whoever frames it",
    found: /postMessage\([^)]*["']\*["']/,
  },
])("$what nowhere", ({ found, but }) => {
  const users = sources.filter((file) => found.test(readFileSync(join(ROOT, file), "utf8")));

  expect(sources.length).toBeGreaterThan(300);
  expect(users.filter((file) => !but?.test(file.replaceAll("\\", "/")))).toEqual([]);
});
