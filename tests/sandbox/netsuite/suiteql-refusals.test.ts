import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { anOrder } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

it("wants Prefer: transient", async () => {
  const bare = await client.send("POST", "/query/v1/suiteql", {
    body: { q: "SELECT id FROM vendor" },
  });
  const later = await client.send("POST", "/query/v1/suiteql", {
    body: { q: "SELECT id FROM vendor" },
    headers: { prefer: "transient, respond-async" },
  });

  expect([bare.status, bare.code, later.code]).toEqual([400, "INVALID_HEADER", "INVALID_HEADER"]);
});

it.each([
  [
    "an unknown column",
    "SELECT t.foo FROM transaction t",
    "Search error occurred: Unknown identifier 'foo'. Available identifiers are: {t=transaction}",
  ],
  ["an unknown table", "SELECT id FROM foo", "Search error occurred: Invalid search type: foo."],
  [
    "the engine's own tables",
    "SELECT name FROM sqlite_master",
    "Invalid search type: sqlite_master.",
  ],
  [
    "a table behind a join",
    "SELECT t.id FROM transaction t JOIN bar b ON b.id = t.id",
    "Invalid search type: bar.",
  ],
  ["a misspelt word", "SELEC id FROM vendor", "Syntax error near 'SELEC'"],
  ["a clause in the wrong place", "SELECT id FROM vendor ORDER id", "Syntax error near"],
  ["a limit", "SELECT id FROM vendor LIMIT 5", "Syntax error near 'LIMIT'"],
  ["a second statement", "SELECT id FROM vendor; SELECT 1", "Syntax error near ';"],
  ["a change", "DELETE FROM vendor", "Syntax error near 'DELETE'"],
  ["a pragma", "PRAGMA table_info(vendor)", "Syntax error near 'PRAGMA'"],
  [
    "the engine's own functions",
    "SELECT strftime('%Y', trandate) FROM transaction",
    "Unknown function 'strftime'",
  ],
  [
    "a quoted name that is no column",
    'SELECT "nothing" FROM vendor',
    "Unknown identifier 'nothing'",
  ],
  [
    "the engine's hidden columns",
    "SELECT status__df FROM transaction",
    "Unknown identifier 'status__df'",
  ],
  [
    "the engine's hidden columns in quotes",
    'SELECT "entityid__df" FROM vendor',
    "Unknown identifier 'entityid__df'",
  ],
  [
    "a quoted name that is no table",
    'SELECT * FROM "sqlite_master"',
    "Invalid search type: sqlite_master.",
  ],
  [
    "a quoted name of the engine's own",
    'SELECT "name" FROM "pragma_table_list"',
    "Invalid search type: pragma_table_list.",
  ],
  [
    "a table in parentheses",
    "SELECT name FROM (vendor v, (sqlite_master))",
    "Invalid search type: sqlite_master.",
  ],
  [
    "a table behind a subquery",
    "SELECT * FROM (SELECT id FROM vendor) v, sqlite_master",
    "Invalid search type: sqlite_master.",
  ],
  [
    "a named query that names itself",
    "WITH x AS (SELECT 1 a FROM dual UNION ALL SELECT a + 1 a FROM x) SELECT COUNT(*) c FROM x",
    "Invalid search type: x.",
  ],
  [
    "a named query that names itself as a table",
    "WITH dual AS (SELECT 1 a FROM vendor UNION ALL SELECT a + 1 a FROM dual) SELECT COUNT(*) c FROM dual",
    "cannot name itself",
  ],
  [
    "a named query that names a later one",
    "WITH x AS (SELECT a FROM y), y AS (SELECT 1 a FROM dual) SELECT a FROM x",
    "Invalid search type: y.",
  ],
  [
    "a column beside an aggregate",
    "SELECT entityid, COUNT(*) FROM vendor",
    "entityid: not a single-group group function",
  ],
  [
    "a column of a qualified name beside an aggregate",
    "SELECT UPPER(v.entityid) AS name, MAX(v.id) FROM vendor v",
    "v.entityid: not a single-group",
  ],
  [
    "a column that is not grouped by",
    "SELECT isinactive, phone, COUNT(*) FROM vendor GROUP BY isinactive",
    "phone: not a GROUP BY expression",
  ],
  ["a division by zero", "SELECT 1/0 FROM dual", "divisor is equal to zero"],
  [
    "a division by what comes out as zero",
    "SELECT 1 / (id - id) FROM vendor",
    "divisor is equal to zero",
  ],
])("refuses %s in NetSuite's words", async (_, q, words) => {
  const refused = await client.query(q);

  expect(refused).toMatchObject({
    status: 400,
    code: "INVALID_PARAMETER",
    body: { "o:errorDetails": [{ "o:errorQueryParam": "q" }] },
  });
  expect(refused.detail).toContain(
    "Invalid search query. Detailed unprocessed description follows. Search error occurred: ",
  );
  expect(refused.detail).toContain(words);
});

it("refuses what would keep it busy for ever, and nothing that is joined by keys", async () => {
  for (let order = 0; order < 100; order += 1) await anOrder(client);
  const four = [..."abcd"];

  const refused = [
    "SELECT COUNT(*) FROM transaction a, transaction b, transaction c, transaction d",
    "WITH x AS (SELECT DISTINCT id FROM transaction) SELECT COUNT(*) FROM x a, x b, x c, x d",
    "SELECT COUNT(*) FROM transaction dual, transaction currency, transaction term, transaction item",
    `SELECT COUNT(*) FROM ${four.map((name) => `transaction ${name}`).join(", ")} WHERE ${four.map((name) => `${name}.id IN (SELECT id FROM transaction)`).join(" AND ")}`,
    "SELECT (SELECT COUNT(*) FROM transaction b, transaction c WHERE b.id > a.id AND c.memo = a.memo) FROM transaction a, transaction d",
  ];
  const answers = await Promise.all(refused.map((q) => client.query(q)));
  const joined = await client.rows(
    `SELECT COUNT(*) AS n FROM transaction a JOIN transaction b ON b.id = a.id JOIN transactionline c ON c.transaction = b.id JOIN vendor v ON v.id = a.entity
      WHERE a.id IN (SELECT id FROM transaction) AND c.mainline = 'T'`,
  );

  expect(answers.map(({ status, detail }) => [status, detail])).toEqual(
    refused.map(() => [400, expect.stringContaining("join its tables by their keys")]),
  );
  expect(joined).toEqual([{ n: "100" }]);
});

it("binds as many parameters as there are marks, and no null", async () => {
  const few = await client.query("SELECT id FROM vendor WHERE id = ? AND entityid = ?", ["612"]);
  const none = await client.query("SELECT id FROM vendor WHERE email = ?", [null]);
  const mark = await client.rows("SELECT id FROM vendor WHERE entityid = 'Really?' OR id = ?", [
    "612",
  ]);

  expect([few.code, none.path, mark]).toEqual(["INVALID_PARAMETER", "params[0]", [{ id: "612" }]]);
});
