import { setTimeout as wait } from "node:timers/promises";
import readXlsxFile from "read-excel-file/node";
import { beforeAll, expect, it } from "vitest";
import { sent } from "../../statements.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";
import { addActivities, addRecords, LONG_NAME } from "./many-activities.ts";

const { world, installed } = useWorld({ works: false });
const ofCompany = (rest: string) => `/companies/${installed.companyId}/activities${rest}`;

async function download(
  query: string,
  { token }: { token: string } = installed.admin,
): Promise<Response> {
  return fetch(`${world.appUrl}/api/v1${ofCompany(`/export${query}`)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

/** Without the mark of UTF-8, cell by cell. */
async function csv(query = ""): Promise<string[][]> {
  const response = await download(query);
  expect(response.status).toBe(200);
  return parse((await response.text()).replace(/^\uFEFF/, ""));
}

async function sheet(query: string) {
  const response = await download(query);
  const [first] = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
  return first!.data;
}

/** As RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}

beforeAll(async () => {
  const { admin } = world.database;
  await addRecords(admin, installed, 40);
  await addActivities(admin, installed, 1_200);
});

it("has what the tab and the filter match in the database, cell by cell", async () => {
  const rows = await csv(
    "?tab=completed&impact=500&columns=id,impact,currency,detectedAt,procoreId",
  );

  const [header, ...cells] = rows.slice(0, -1);
  expect(header).toEqual([
    "Timestamp",
    "Procore ID",
    "Financial impact",
    "Currency",
    "Activity ID",
  ]);
  const stored = await world.database
    .admin("activities")
    .join("records", "records.record_id", "activities.record_id")
    .where("activities.company_id", installed.companyId)
    .whereIn("activities.status", ["synced", "not_applicable"])
    .whereRaw("abs((impact ->> 'amount')::numeric) >= 500")
    .orderBy("activity_id", "desc");
  expect(stored.length).toBeGreaterThan(500);
  expect(cells).toEqual(
    stored.map(({ detected_at, procore_id, impact, activity_id }) => [
      (detected_at as Date).toISOString(),
      procore_id,
      impact.amount,
      "USD",
      activity_id,
    ]),
  );
  expect(rows.at(-1)![0]).toBe(`${cells.length} rows`);
});

it("has each activity of all tabs once, newest first", async () => {
  const ids = (await csv("?columns=status,id")).slice(1, -1).map(([, id]) => id);

  const stored = await world.database
    .admin("activities")
    .where({ company_id: installed.companyId })
    .orderBy("activity_id", "desc")
    .pluck<string[]>("activity_id");
  expect(ids).toEqual(stored);
});

it("writes a sheet with texts as texts, amounts as numbers and dates on the reader's clock", async () => {
  const query =
    "format=xlsx&tab=completed&columns=detectedAt,title,impact,percent,currency,changes";
  const rows = await sheet(`?${query}&zone=America/New_York`);

  expect(rows[0]).toEqual([
    "Timestamp (America/New_York)",
    "Title",
    "Changes",
    "Financial impact",
    "Impact in percent",
    "Currency",
  ]);
  const [stored] = await world.database
    .admin("activities")
    .where({ company_id: installed.companyId })
    .whereIn("status", ["synced", "not_applicable"])
    .orderBy("activity_id", "desc");
  const [at, title, changes, impact, percent, currency] = rows[1]!;
  expect(title).toMatch(/^[=+@-]/);
  expect({ changes, impact, percent, currency }).toEqual({
    changes: 1,
    impact: Number(stored.impact.amount),
    percent: Number(stored.impact.percent),
    currency: "USD",
  });
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "America/New_York",
    dateStyle: "short",
    timeStyle: "medium",
  });
  expect((at as unknown as Date).toISOString().slice(0, 16)).toBe(
    shown.format(stored.detected_at).replace(" ", "T").slice(0, 16),
  );
});

it("makes no cell of a CSV a formula, and keeps a negative amount a number", async () => {
  const response = await download("?columns=title,impact,changedBy");
  // as it was sent, with the mark by which a spreadsheet knows UTF-8
  const text = Buffer.from(await response.arrayBuffer()).toString();

  expect(text).toMatch(/^\uFEFFTitle,Financial impact,Changed by\n/);
  expect(text).toContain("'=HYPERLINK");
  expect(text).toMatch(/,-\d+\.\d\d,/);
  expect(text.replaceAll(/,-\d+\.\d\d(?=,)/g, "")).not.toMatch(/(?:^|[,\n]"?)[=+\-@\t\r]/m);
});

it.each(["csv", "xlsx"])("reads no further than the client takes: %s", async (format) => {
  await addActivities(world.database.admin, installed, 5_000, LONG_NAME);
  const before = sent.crosstie ?? 0;
  const reader = (await download(`?format=${format}`)).body!.getReader();
  await reader.read();
  let whileUnread: number;
  do {
    whileUnread = (sent.crosstie ?? 0) - before;
    await wait(300);
  } while (whileUnread !== (sent.crosstie ?? 0) - before);

  while (!(await reader.read()).done);
  const all = (sent.crosstie ?? 0) - before;
  expect(whileUnread).toBeLessThan(all / 2);
});

it("says in the audit log who took what", async () => {
  await csv("?tab=failed&type=commitment,requisition&since=2026-01-01T00:00:00Z&columns=id,title");

  const [entry] = await world.database
    .admin("audit_log")
    .where({ company_id: installed.companyId, action: "activities_exported" })
    .orderBy("sequence", "desc");
  expect(entry).toMatchObject({
    actor: "person",
    subject_name: "Failed",
    after: {
      Format: "csv",
      Columns: ["Title", "Activity ID"],
      type: ["commitment", "requisition"],
      since: "2026-01-01T00:00:00Z",
    },
  });
});

it.each(["?zone=Mars/Olympus", "?columns=secret", "?format=pdf", "?tab=all", "?colour=red"])(
  "refuses what makes no sense: %s",
  async (query) => {
    expect((await download(query)).status).toBe(400);
  },
);

it("is for those who see activities", async () => {
  expect((await download("", await signIn(world, "stranger"))).status).toBe(403);
  expect((await download("", { token: "x".repeat(43) })).status).toBe(401);
});
