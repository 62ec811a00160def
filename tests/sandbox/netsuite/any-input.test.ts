import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";
import { anOrder } from "./seeded-ids.ts";

let account: Awaited<ReturnType<typeof openAccount>>;
let client: Client;
beforeAll(async () => {
  account = await openAccount();
  client = account.client;
  await anOrder(client, { externalId: "known" });
});
afterAll(() => account.close());

const RUNS = { numRuns: 150 };
const names = [
  "entity",
  "item",
  "expense",
  "apply",
  "externalId",
  "tranId",
  "tranDate",
  "account",
  "amount",
  "orderDoc",
  "orderLine",
  "line",
  "approvalStatus",
  "location",
  "addressBook",
  "companyName",
  "subsidiary",
  "currency",
  "currencyList",
  "email",
  "phone",
  "parent",
  "customer",
  "job",
  "payment",
  "debit",
  "credit",
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>("1", 1, 612, "612", null, true, "2026-03-04", "81", -1, 1e300, ""),
    fc.string(),
    tie("object"),
    tie("sublist"),
    fc.array(tie("any"), { maxLength: 2 }),
  ),
  object: fc.dictionary(
    fc.constantFrom("id", "externalId", "refName", "items", ...names),
    tie("any"),
    { maxKeys: 5 },
  ),
  sublist: fc.record({ items: fc.array(tie("object"), { maxLength: 3 }) }),
})).object;

it.each([
  "vendor",
  "purchaseOrder",
  "vendorBill",
  "vendorPayment",
  "vendorCredit",
  "vendorPrepayment",
  "check",
  "journalEntry",
  "customer",
  "job",
  "salesOrder",
])("answers any body for a %s with 204 or 400", async (type) => {
  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom("POST", "PUT"), async (body, method) => {
      const answer = await client.record(method, method === "PUT" ? `${type}/eid:any` : type, body);

      expect([answer.detail, answer.status]).toEqual([
        answer.detail,
        answer.status === 204 ? 204 : 400,
      ]);
    }),
    RUNS,
  );
});

it("takes any batch, or refuses it, and ends each of its tasks", async () => {
  const methods = fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "GET");
  await fc.assert(
    fc.asyncProperty(value, methods, fc.boolean(), async (item, method, isListed) => {
      const isRead = method === "GET" || method === "DELETE";
      const path = isRead ? "vendor?ids=999998,999999" : "vendor";
      const body = isRead ? undefined : { items: isListed ? [item, null] : [item, {}] };

      const { status, id } = await client.record(method, path, body, { prefer: "respond-async" });
      const task = await client.send("GET", `/async/v1/job/${id}/task/2/result`);

      expect([202, 400]).toContain(status);
      expect(task.status).toBeLessThan(500);
    }),
    RUNS,
  );
});

const words = fc.constantFrom(
  "SELECT",
  "FROM",
  "WHERE",
  "transaction",
  "t",
  ".",
  "id",
  ",",
  "(",
  ")",
  "*",
  "=",
  "?",
  "'x'",
  "AND",
  "ORDER",
  "BY",
  "ROWNUM",
  "<=",
  "5",
  "BUILTIN.DF(status)",
  "TO_CHAR(trandate, 'YYYY')",
  "TO_DATE('1','YYYY-MM-DD')",
  "UNION",
  "GROUP",
  "COUNT(*)",
  "vendor",
  "JOIN",
  "ON",
  "/",
  "NVL(",
  "trandate",
  "WITH",
  "AS",
  "DECODE(",
  "'",
  ";",
  "--",
  "SYSDATE",
  "GREATEST(",
  "TO_NUMBER('x')",
);

it("answers any query with 200 or 400", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 12 }), fc.boolean(), async (tail, isWhole) => {
      const answer = await client.query(
        `${isWhole ? "SELECT id FROM transaction WHERE " : "SELECT "}${tail.join(" ")}`,
      );

      expect([answer.detail, answer.status]).toEqual([
        answer.detail,
        answer.status === 200 ? 200 : 400,
      ]);
    }),
    RUNS,
  );
});

it.each([
  "vendor/%",
  "vendor/eid:%7C",
  "nothing",
  "purchaseOrder/eid:known/nothing",
  "purchaseOrder/eid:known/item/9",
  "purchaseOrder/eid:known/item/1/2",
  "vendor/612/!transform/check",
  "vendor?limit=x",
  "vendor?q=)",
  "metadata-catalog/nothing",
  "metadata-catalog/vendor/more",
])("answers GET and POST %s in NetSuite's shape", async (path) => {
  const answers = [await client.record("GET", path), await client.record("POST", path, {})];

  for (const { status, code } of answers) {
    expect([status >= 400 && status < 500, typeof code]).toEqual([true, "string"]);
  }
});
