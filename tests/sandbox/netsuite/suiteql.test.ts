import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { aBill, anOrder, vendorId } from "./seeded-ids.ts";
import { openClient, useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

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
  const other = await openClient({ now: () => clock, timeZone: "America/New_York" });
  await anOrder(other);

  const [row] = await other.rows(
    `SELECT TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS modified, lastmodifieddate AS bare, TO_CHAR(trandate, 'DD.MM.YY') AS day FROM transaction`,
  );

  expect(row).toEqual({ modified: "2026-03-04T22:30:15Z", bare: "3/4/2026", day: "04.03.26" });
});

it("shows the same time by another clock once the account has moved, and dates as they were", async () => {
  const other = await openClient({ now: () => new Date("2026-03-05T03:30:15Z") });
  await anOrder(other);
  const shown = async (change: object) => {
    await other.act({ do: "set_options", ...change });
    const [row] = await other.rows(
      "SELECT TO_CHAR(lastmodifieddate, 'YYYY-MM-DD HH24:MI:SS') AS at, TO_CHAR(trandate, 'YYYY-MM-DD') AS day FROM transaction",
    );
    return row;
  };

  expect([
    await shown({ timeZone: "America/New_York" }),
    await shown({ timeZone: "America/Los_Angeles" }),
    await shown({ stamps: "minutes" }),
  ]).toEqual([
    { at: "2026-03-04 22:30:15", day: "2026-03-04" },
    { at: "2026-03-04 19:30:15", day: "2026-03-04" },
    { at: "2026-03-04 19:30:00", day: "2026-03-04" },
  ]);
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
