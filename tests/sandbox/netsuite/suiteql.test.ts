import { afterEach, beforeEach, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";
import { aBill, anOrder, vendorId } from "./seeded-ids.ts";

let account: Awaited<ReturnType<typeof openAccount>>;
let client: Client;
beforeEach(async () => {
  account = await openAccount();
  client = account.client;
});
afterEach(() => account.close());

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

it("answers lower-case keys, text values and a links array in each row", async () => {
  const { body } = await client.query("SELECT COUNT(*) AS Many, MAX(v.ID) AS Newest FROM Vendor v");

  expect(body).toMatchObject({
    count: 1,
    hasMore: false,
    offset: 0,
    totalResults: 1,
    items: [{ links: [], many: "12", newest: "623" }],
  });
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

it("groups by expressions, and shows aggregates and constants beside each other", async () => {
  const grouped = await client.rows(
    "SELECT UPPER(v.isinactive) AS off, COUNT(*) AS n, 'all' AS label FROM vendor v GROUP BY UPPER(v.isinactive)",
  );
  const displayed = await client.rows(
    "SELECT BUILTIN.DF(terms) AS terms, MAX(id) - MIN(id) AS apart FROM vendor GROUP BY BUILTIN.DF(terms)",
  );
  const ranked = await client.rows(
    "SELECT id, COUNT(*) OVER (PARTITION BY isinactive) AS n FROM vendor WHERE id = '612'",
  );
  const inner = await client.rows(
    "SELECT v.id, (SELECT COUNT(*) FROM transaction t WHERE t.entity = v.id) AS n FROM vendor v WHERE v.id = '612'",
  );
  const ratio = await client.rows(
    "SELECT 5/2 AS half, 8/2/2 AS quarter, 6/-CASE WHEN 1 = 1 THEN 3 END AS less FROM dual",
  );

  expect(grouped).toEqual([{ off: "F", n: "12", label: "all" }]);
  expect(displayed.length).toBeGreaterThan(0);
  expect([ranked, inner]).toEqual([[{ id: "612", n: "1" }], [{ id: "612", n: "0" }]]);
  expect(ratio).toEqual([{ half: "2.5", quarter: "2", less: "-2" }]);
});

it("binds as many parameters as there are marks, and no null", async () => {
  const few = await client.query("SELECT id FROM vendor WHERE id = ? AND entityid = ?", ["612"]);
  const none = await client.query("SELECT id FROM vendor WHERE email = ?", [null]);
  const mark = await client.rows("SELECT id FROM vendor WHERE entityid = 'Really?' OR id = ?", [
    "612",
  ]);

  expect([few.code, none.path, mark]).toEqual(["INVALID_PARAMETER", "params[0]", [{ id: "612" }]]);
});

it("pages by whole pages, with links that lead on", async () => {
  const { body } = await client.query("SELECT id FROM vendor ORDER BY id", [], "?limit=5&offset=5");
  const between = await client.query("SELECT id FROM vendor ORDER BY id", [], "?limit=5&offset=2");

  expect(body).toMatchObject({ count: 5, offset: 5, hasMore: true, totalResults: 12 });
  expect((body.links as { rel: string }[]).map(({ rel }) => rel).toSorted()).toEqual([
    "first",
    "last",
    "next",
    "prev",
    "self",
  ]);
  expect(between.code).toBe("INVALID_PARAMETER");
});

const orders = async (q: string) =>
  new Set(
    await Promise.all(Array.from({ length: 4 }, async () => JSON.stringify(await client.rows(q)))),
  );

it("has no stable order without ORDER BY, nor among rows that tie", async () => {
  const [none, tied, unique] = [
    await orders("SELECT id FROM vendor"),
    await orders("SELECT id FROM vendor ORDER BY terms"),
    await orders("SELECT id FROM vendor ORDER BY terms, id"),
  ];

  expect([none.size > 1, tied.size > 1, unique.size]).toEqual([true, true, 1]);
});

it("renders dates in the account's time zone, and bare ones in its format", async () => {
  const clock = new Date("2026-03-05T03:30:15Z");
  const other = await openAccount({ now: () => clock, timeZone: "America/New_York" });
  await anOrder(other.client);

  const [row] = await other.client.rows(
    `SELECT TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS modified, lastmodifieddate AS bare, TO_CHAR(trandate, 'DD.MM.YY') AS day FROM transaction`,
  );

  expect(row).toEqual({ modified: "2026-03-04T22:30:15Z", bare: "3/4/2026", day: "04.03.26" });
  await other.close();
});

it("compares dates with masked text, and with bare text in the account's format alone", async () => {
  await anOrder(client);
  const count = async (bound: string, params: string[] = []) =>
    client.query(`SELECT id FROM transaction WHERE trandate >= ${bound}`, params);

  const masked = await count("TO_DATE('2026-03-04', 'YYYY-MM-DD')");
  const american = await count("?", ["3/5/2026"]);
  const iso = await count("'2026-03-04'");
  const arithmetic = await client.query(
    "SELECT id FROM transaction WHERE lastmodifieddate >= SYSDATE - 1",
  );

  expect([
    masked.body.totalResults,
    american.body.totalResults,
    iso.status,
    arithmetic.status,
  ]).toEqual([1, 0, 400, 400]);
  expect(iso.detail).toContain('Parse of date/time "2026-03-04" failed');
});

it("takes the first rows by ROWNUM and refuses to guess what it means beside ORDER BY", async () => {
  const probe = await client.rows("SELECT id FROM vendor WHERE isinactive = 'F' AND ROWNUM <= 1");
  const first = await client.rows(
    "SELECT * FROM (SELECT id FROM vendor ORDER BY id) WHERE ROWNUM <= ? AND id > ?",
    ["2", "613"],
  );
  const guess = await client.query("SELECT id FROM vendor WHERE ROWNUM <= 5 ORDER BY id");

  expect([probe.length, first, guess.status]).toEqual([1, [{ id: "614" }, { id: "615" }], 400]);
});

it("adds money without binary dust", async () => {
  await aBill(client, {
    item: { items: [0.1, 0.2, 1000000000.03].map((amount) => ({ item: "81", amount })) },
  });

  const sum = await client.rows(
    "SELECT SUM(foreignamount) AS total FROM transactionline WHERE mainline = 'F'",
  );
  const sums = await client.rows(
    "SELECT foreignamount + 0.2 AS total FROM transactionline WHERE foreignamount = 0.1",
  );

  expect([sum, sums]).toEqual([[{ total: "1000000000.33" }], [{ total: "0.3" }]]);
});

it("links orders and bills by line, once as OrdBill and once as ShipRcpt", async () => {
  const order = await anOrder(client);
  const bill = await aBill(client, {
    item: { items: [{ amount: 600, orderDoc: { id: order.id }, orderLine: 1 }] },
  });

  const rows = await client.rows(
    "SELECT previousline, nextdoc, nextline, linktype, foreignamount FROM previoustransactionlinelink WHERE previousdoc = ? ORDER BY linktype",
    [order.id],
  );

  expect(rows).toEqual(
    ["OrdBill", "ShipRcpt"].map((linktype) => ({
      previousline: "1",
      nextdoc: bill.id,
      nextline: "1",
      linktype,
      foreignamount: "600",
    })),
  );
});

it("runs joins, groups, subqueries and Oracle's functions over any table", async () => {
  await anOrder(client);
  await aBill(client);

  const rows = await client.rows(`
    SELECT v.entityid AS vendor, COUNT(DISTINCT t.id) AS documents, NVL(MIN(v.phone), 'none') AS phone, DECODE(MIN(t.type), 'PurchOrd', 'order', 'other') AS kind
      FROM transaction t LEFT JOIN vendor v ON v.id = t.entity
     WHERE t.id IN (SELECT l.transaction FROM transactionline l WHERE l.mainline = 'F') GROUP BY v.entityid HAVING COUNT(*) > 1`);
  const period = await client.rows(
    "SELECT periodname FROM accountingperiod WHERE aplocked = 'T' AND TO_DATE('2025-02-10','YYYY-MM-DD') BETWEEN startdate AND enddate",
  );
  const watermark = await client.rows(
    "SELECT TO_CHAR(MAX(lastmodifieddate), 'YYYY') AS at FROM transaction",
  );

  expect(rows).toEqual([
    { vendor: "Acme Steel Erectors", documents: "2", phone: "none", kind: "order" },
  ]);
  expect(period).toEqual([{ periodname: "Feb 2025" }]);
  expect(watermark[0]?.at).toMatch(/^\d{4}$/);
});

it("leaves null columns out, or in where the account is told to", async () => {
  const absent = await client.rows("SELECT phone FROM vendor WHERE id = '612'");
  await client.act({ do: "set_options", nullColumns: "null" });
  const present = await client.rows("SELECT phone FROM vendor WHERE id = '612'");

  expect([absent, present]).toEqual([[{}], [{ phone: null }]]);
});

it("names what has no name, and keeps hidden columns out of a star", async () => {
  const [row] = await client.rows("SELECT UPPER(entityid), v.* FROM vendor v WHERE id = ?", [
    await vendorId(client, "Tri-County Plumbing"),
  ]);

  expect(row).toMatchObject({
    expr1: "TRI-COUNTY PLUMBING",
    companyname: "Tri-County Plumbing",
    subsidiary: "1",
  });
  expect(Object.keys(row ?? {}).filter((name) => name.includes("__"))).toEqual([]);
});
