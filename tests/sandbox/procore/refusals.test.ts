import { afterEach, beforeEach, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const ACCOUNTING = "accounting@ridgeline.example";
const ADMIN = "admin@ridgeline.example";
const NOBODY = "admin@harborview.example";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.close());

const commitments = () => `/rest/v1.0/commitments?project_id=${stage.hospital.id}`;
const payments = () => `/rest/v1.0/contract_payments`;
const pay = (fields: Record<string, unknown>) => ({
  body: {
    project_id: stage.hospital.id,
    contract_id: stage.subcontract.id,
    contract_payment: fields,
  },
});

it("refuses a call without the company header, save two that a person may make", async () => {
  const refused = await stage.call("GET", commitments(), { company: null });
  const open = await Promise.all(
    ["/rest/v1.0/me", "/rest/v1.0/companies"].map((path) =>
      stage.call("GET", path, { as: ADMIN, company: null }),
    ),
  );
  const service = await stage.call("GET", "/rest/v1.0/companies", { company: null });
  const named = await stage.call("GET", `/rest/v1.0/me?company_id=${stage.us.id}`, {
    as: ADMIN,
    company: null,
  });

  expect(refused).toMatchObject({
    status: 400,
    body: { errors: expect.stringMatching(/^Missing Procore-Company-Id header!/) as string },
  });
  expect(open.map(({ status }) => status)).toEqual([200, 200]);
  expect([service.status, named.status]).toEqual([400, 400]);
});

it("answers 403 before the install and after the disconnect, in company and project alike", async () => {
  const fresh = await openStage({ installed: false });
  const asAdmin = { as: ADMIN };
  const before = await Promise.all(
    [
      `/rest/v1.1/projects?company_id=${fresh.us.id}`,
      `/rest/v1.0/commitments?project_id=${fresh.hospital.id}`,
    ].map((path) => fresh.call("GET", path, asAdmin)),
  );
  const companies = await fresh.call("GET", "/rest/v1.0/companies", asAdmin);
  await fresh.close();

  await stage.act("disconnect_app", { companyId: stage.us.id });
  const after = await stage.call("GET", commitments());

  for (const answer of [...before, after]) {
    expect(answer).toMatchObject({
      status: 403,
      body: { errors: ["App is not connected to this company."] },
    });
  }
  expect(companies.status).toBe(200);
});

it("keeps the service account on the permitted projects", async () => {
  const school = `/rest/v1.0/commitments?project_id=${stage.school.id}`;

  const refused = await stage.call("GET", school);
  await stage.act("permit_projects", { companyId: stage.us.id, projectIds: [stage.school.id] });
  const opened = await stage.call("GET", school);
  const closed = await stage.call("GET", commitments());
  await stage.act("install_app", { companyId: stage.us.id, projectIds: [] });
  const updated = await stage.call("GET", school);

  expect([refused.status, opened.status, closed.status, updated.status]).toEqual([
    403, 200, 403, 403,
  ]);
});

it("keeps people within their permissions", async () => {
  const read = await stage.call("GET", commitments(), { as: ACCOUNTING });
  const write = await stage.call("POST", payments(), {
    as: ACCOUNTING,
    ...pay({ amount: "10.00" }),
  });
  const none = await stage.call("GET", commitments(), { as: NOBODY });
  const notMember = await stage.call(
    "GET",
    `/rest/v1.0/commitments?project_id=${stage.school.id}`,
    { as: "super@ridgeline.example" },
  );
  const stranger = await stage.call("GET", `/rest/v1.1/projects?company_id=${stage.uk.id}`, {
    as: ADMIN,
    company: stage.uk.id,
  });
  await stage.act("install_app", { companyId: stage.uk.id });
  const outside = await stage.call("GET", `/rest/v1.1/projects?company_id=${stage.uk.id}`, {
    as: ADMIN,
    company: stage.uk.id,
  });

  expect([
    read.status,
    write.status,
    none.status,
    notMember.status,
    stranger.status,
    outside.status,
  ]).toEqual([200, 403, 403, 403, 403, 404]);
});

it("shows a private commitment, its invoices and its payments to the tool's admins and to whom it names, and to nobody else", async () => {
  const { subcontract, hospital } = stage;
  await stage.act("create_requisition", { commitmentId: subcontract.id });
  const query = `project_id=${hospital.id}`;
  const doors = [
    `/rest/v1.0/commitments/${subcontract.id}?${query}`,
    `/rest/v1.0/work_order_contracts/${subcontract.id}?${query}`,
    `/rest/v1.0/work_order_contracts/${subcontract.id}/line_items?${query}`,
    `/rest/v2.0/companies/${stage.us.id}/projects/${hospital.id}/commitment_contracts/${subcontract.id}`,
    `/rest/v1.0/contract_payments?${query}&contract_id=${subcontract.id}`,
    ...[...stage.state.requisitions.values()]
      .filter(({ commitmentId }) => commitmentId === subcontract.id)
      .map(({ id }) => `/rest/v1.1/requisitions/${id}?${query}`),
  ];
  const lists = [
    commitments(),
    `/rest/v1.0/work_order_contracts?${query}`,
    `/rest/v1.1/requisitions?${query}`,
    `/rest/v2.0/companies/${stage.us.id}/projects/${hospital.id}/commitment_contracts?per_page=100`,
  ];
  const seen = async (as: string) => ({
    doors: new Set(
      (await Promise.all(doors.map((path) => stage.call("GET", path, { as })))).map(
        ({ status }) => status,
      ),
    ),
    lists: (await Promise.all(lists.map((path) => stage.call("GET", path, { as })))).map(
      ({ body }) => JSON.stringify(body).includes(subcontract.title),
    ),
  });
  const all = { doors: new Set([200]), lists: [true, true, true, true] };

  const before = await seen(ACCOUNTING);
  await stage.act("update_commitment", { id: subcontract.id, private: true });
  const [hidden, shown] = [await seen(ACCOUNTING), await seen("pm@ridgeline.example")];
  await stage.act("update_commitment", {
    id: subcontract.id,
    accessor_ids: [stage.user(ACCOUNTING).id],
  });

  expect(before).toEqual(all);
  expect(hidden).toEqual({ doors: new Set([404]), lists: [false, false, false, false] });
  expect([shown, await seen("service"), await seen(ACCOUNTING)]).toEqual([all, all, all]);
  expect((await stage.call("GET", doors[0] ?? "", { as: "super@ridgeline.example" })).status).toBe(
    404,
  );
});

it("locks a synced payment until its origin_id is given back", async () => {
  const made = await stage.call(
    "POST",
    payments(),
    pay({ amount: "1000.00", date: "2026-11-03", origin_id: "netsuite:901" }),
  );
  const path = `${payments()}/${(made.body as { id: number }).id}`;

  const changed = await stage.call("PATCH", path, pay({ amount: "900.00" }));
  const both = await stage.call("PATCH", path, pay({ amount: "900.00", origin_id: null }));
  const deleted = await stage.call(
    "DELETE",
    `${path}?project_id=${stage.hospital.id}&contract_id=${stage.subcontract.id}`,
  );
  const noted = await stage.call("PATCH", path, pay({ origin_data: "voided" }));
  const released = await stage.call("PATCH", path, pay({ origin_id: null }));
  const free = await stage.call("PATCH", path, pay({ amount: "900.00" }));

  const locked = {
    status: 422,
    body: {
      errors: [
        "The Contract Payment cannot be edited or deleted because it is synced with an ERP system",
      ],
    },
  };
  expect([changed, both, deleted]).toMatchObject([locked, locked, locked]);
  expect([noted.status, released.status, free.status]).toEqual([200, 200, 200]);
  expect(free.body).toMatchObject({ amount: "900.00", origin_id: null });
});

it("takes an attachment on a synced payment", async () => {
  const made = await stage.call(
    "POST",
    payments(),
    pay({ amount: "1000.00", date: "2026-11-03", origin_id: "netsuite:902" }),
  );
  const form = new FormData();
  form.set("project_id", stage.hospital.id);
  form.set("contract_id", stage.subcontract.id);
  form.set("attachments[]", new File(["%PDF-1.7"], "remittance.pdf", { type: "application/pdf" }));

  const answer = await stage.call("PATCH", `${payments()}/${(made.body as { id: number }).id}`, {
    body: form,
  });
  const [attachment] = (answer.body as { attachments: { url: string; filename: string }[] })
    .attachments;

  expect(attachment?.filename).toBe("remittance.pdf");
  expect(await (await fetch(attachment?.url ?? "")).text()).toBe("%PDF-1.7");
});

it.each([
  "NaN",
  "Infinity",
  "-Infinity",
  "1e400",
  "1e2",
  "0x10",
  " 12 ",
  "12,50",
  "1".repeat(16),
  {},
  [],
  true,
])("takes no %j for money", async (amount) => {
  const paid = await stage.call("POST", payments(), pay({ amount, date: "2026-11-03" }));
  const line = await stage.call(
    "PATCH",
    `/rest/v1.0/work_order_contracts/${stage.subcontract.id}/line_items/${stage.subcontract.lines[0]?.id}`,
    { body: { project_id: stage.hospital.id, line_item: { amount } } },
  );
  const retained = await stage.call(
    "PATCH",
    `/rest/v1.0/work_order_contracts/${stage.subcontract.id}`,
    { body: { project_id: stage.hospital.id, work_order_contract: { retainage_percent: amount } } },
  );

  expect([paid, line, retained]).toMatchObject([
    { status: 422, body: { errors: { amount: ["is not a number"] } } },
    { status: 422 },
    { status: 422 },
  ]);
});

it.each([
  ["no amount", { date: "2026-11-03" }, { amount: ["can't be blank"] }],
  ["no date", { amount: "5.00" }, { date: ["can't be blank"] }],
  [
    "a day that the month has not",
    { amount: "5.00", date: "2026-02-31" },
    { date: ["is not a valid date"] },
  ],
  ["a thirteenth month", { amount: "5.00", date: "2026-13-01" }, { date: ["is not a valid date"] }],
  [
    "text behind its date",
    { amount: "5.00", date: "2026-11-03x" },
    { date: ["is not a valid date"] },
  ],
  [
    "a number too large",
    { amount: "5.00", date: "2026-11-03", payment_number: 2_147_483_648 },
    { payment_number: ["must be less than or equal to 2147483647"] },
  ],
  [
    "a number with letters",
    { amount: "5.00", date: "2026-11-03", payment_number: "12a" },
    { payment_number: ["is not an integer"] },
  ],
])("refuses a payment with %s", async (_, fields, errors) => {
  const refused = await stage.call("POST", payments(), pay(fields));

  expect(refused).toMatchObject({ status: 422, body: { errors } });
});

it("lets nobody change an invoice that a later one counts on, save for its origin", async () => {
  const invoices = [...stage.state.requisitions.values()].filter(
    ({ projectId, originId }) => projectId === stage.hospital.id && originId === null,
  );
  const older = invoices.find(({ commitmentId, number }) =>
    invoices.some((later) => later.commitmentId === commitmentId && later.number > number),
  );
  const path = `/rest/v1.1/requisitions/${older?.id}`;
  const patch = (requisition: Record<string, unknown>) =>
    stage.call("PATCH", path, {
      body: { project_id: stage.hospital.id, commitment_id: older?.commitmentId, requisition },
    });

  const changed = await patch({ status: "draft" });
  const item = await stage.call(
    "PATCH",
    `/rest/v1.0/requisitions/${older?.id}/bulk_item_update?project_id=${stage.hospital.id}`,
    {
      body: {
        requisition_items: [
          {
            id: older?.items[0]?.id,
            item_type: "contract_item",
            work_completed_this_period: "1.00",
          },
        ],
      },
    },
  );
  const deleted = await stage.call("DELETE", `${path}?project_id=${stage.hospital.id}`);
  const marked = await patch({ origin_id: "netsuite:bill:7", origin_data: "open" });
  const released = await patch({ origin_id: null });

  expect([changed.status, item.status, deleted.status]).toEqual([422, 422, 422]);
  expect([marked.status, released.status]).toEqual([200, 200]);
});

it("serves a v2 path only where header, company and project are of one another", async () => {
  await stage.act("install_app", { companyId: stage.uk.id });
  const [abroad] = [...stage.state.projects.values()].filter(
    ({ companyId }) => companyId === stage.uk.id,
  );
  const invoice = [...stage.state.requisitions.values()].find(
    ({ projectId }) => projectId === stage.hospital.id,
  );
  const paths = [
    "commitment_contracts",
    "webhooks/hooks",
    "webhooks/resources?payload_version=v2.0",
    `commitment_contracts/${stage.subcontract.id}`,
  ];

  const foreign = await Promise.all(
    paths.map((path) =>
      stage.call(
        "GET",
        `/rest/v2.0/companies/${stage.uk.id}/projects/${stage.hospital.id}/${path}`,
      ),
    ),
  );
  const renamed = await Promise.all(
    paths.map((path) =>
      stage.call(
        "GET",
        `/rest/v2.0/companies/${stage.uk.id}/projects/${stage.hospital.id}/${path}`,
        { company: stage.uk.id },
      ),
    ),
  );
  const outside = await Promise.all(
    paths.map((path) =>
      stage.call("GET", `/rest/v2.0/companies/${stage.us.id}/projects/${abroad?.id}/${path}`),
    ),
  );
  const due = await stage.call(
    "PATCH",
    `/rest/v2.0/companies/${stage.uk.id}/projects/${stage.hospital.id}/requisitions/${invoice?.id}/payment_details`,
    { body: { due_date: "2026-12-01" } },
  );
  const own = await Promise.all(
    paths.map((path) =>
      stage.call(
        "GET",
        `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/${path}`,
      ),
    ),
  );

  expect(foreign.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  expect(renamed.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(outside.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(due.status).toBe(400);
  expect(own.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

it("locks a synced invoice in the API and in the screens", async () => {
  const invoice = [...stage.state.requisitions.values()].find(
    ({ projectId, status }) => projectId === stage.hospital.id && status === "approved",
  );
  const patch = (requisition: Record<string, unknown>) =>
    stage.call("PATCH", `/rest/v1.1/requisitions/${invoice?.id}`, {
      body: { project_id: stage.hospital.id, commitment_id: invoice?.commitmentId, requisition },
    });

  const marked = await patch({ origin_id: "netsuite:bill:5" });
  const changed = await patch({ invoice_number: "other" });
  const onScreen = await stage.act("set_requisition_status", { id: invoice?.id, status: "draft" });

  expect(marked.status).toBe(200);
  expect(changed).toMatchObject({
    status: 422,
    body: { errors: ["The invoice is not editable because it has been synced with ERP"] },
  });
  expect(onScreen.status).toBe(409);
});

it("keeps an origin_id unique within a company and kind of record", async () => {
  const [first, second] = [...stage.state.commitments.values()].filter(
    ({ projectId, kind }) => projectId === stage.hospital.id && kind === "work_order_contract",
  );
  const mark = (id: string | undefined, kind = "work_order_contract") =>
    stage.call("PATCH", `/rest/v1.0/${kind}s/${id}`, {
      body: { project_id: stage.hospital.id, [kind]: { origin_id: "netsuite:1" } },
    });
  const order = [...stage.state.commitments.values()].find(
    ({ projectId, kind }) => projectId === stage.hospital.id && kind === "purchase_order_contract",
  );

  const one = await mark(first?.id);
  const same = await mark(second?.id);
  const otherKind = await mark(order?.id, "purchase_order_contract");
  const synced = await stage.call("PATCH", "/rest/v1.0/work_order_contracts/sync", {
    body: {
      project_id: stage.hospital.id,
      updates: [
        { id: second?.id, origin_id: "netsuite:1" },
        { id: 4, title: "x" },
      ],
    },
  });

  expect([one.status, same.status, otherKind.status]).toEqual([200, 409, 200]);
  expect(synced).toMatchObject({
    status: 200,
    body: {
      entities: [],
      errors: [
        { errors: { origin_id: ["has already been taken"] } },
        { id: 0, errors: { id: ["Entity with this ID not found"] } },
      ],
    },
  });
});

it("syncs by origin_id: found is updated, unknown is created, more than a thousand is refused", async () => {
  const sync = (updates: unknown[]) =>
    stage.call("PATCH", "/rest/v1.0/vendors/sync", { body: { company_id: stage.us.id, updates } });

  const made = await sync([{ name: "Orchard Fencing", origin_id: "netsuite:44" }]);
  const again = await sync([{ name: "Orchard Fence Company", origin_id: "netsuite:44" }]);
  const tooMany = await sync(Array.from({ length: 1_001 }, () => ({ id: 1 })));

  expect(again).toMatchObject({
    status: 200,
    body: {
      entities: [
        {
          id: (made.body as { entities: { id: number }[] }).entities[0]?.id,
          name: "Orchard Fence Company",
        },
      ],
    },
  });
  expect(tooMany.status).toBe(400);
});

it("refuses unknown attributes, filters and missing parameters", async () => {
  const unknown = await stage.call("POST", payments(), pay({ amount: "1.00", colour: "red" }));
  const filter = await stage.call(
    "GET",
    `/rest/v1.0/work_order_contracts?project_id=${stage.hospital.id}&filters[colour]=red`,
  );
  const missing = await stage.call("GET", `${payments()}?project_id=${stage.hospital.id}`);
  const both = await stage.call(
    "GET",
    `/rest/v1.0/settings/permissions?project_id=${stage.hospital.id}&company_id=${stage.us.id}`,
  );

  expect([unknown.status, filter.status, missing.status, both.status]).toEqual([
    406, 400, 400, 400,
  ]);
});

it("tells of both rate windows and answers 429 when either is used up", async () => {
  await stage.act("set_rate_limits", { perHour: 5, perTenSeconds: 3 });
  const get = () => stage.call("GET", commitments());
  const remaining = (answers: { headers: Headers }[]) =>
    answers.map(
      ({ headers }) =>
        `${headers.get("x-rate-limit-remaining")}/${headers.get("x-rate-limit-limit")}`,
    );

  const spike = [await get(), await get(), await get(), await get()];
  await stage.act("set_rate_limits", { perHour: 4, sendRetryAfter: true });
  const hourly = [await get(), await get(), await get()];
  await stage.act("advance_clock", { seconds: 11 });
  const last = [await get(), await get()];

  expect(spike.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(remaining(spike)).toEqual(["2/3", "1/3", "0/3", "0/3"]);
  expect(spike[3]?.headers.has("retry-after")).toBe(false);
  expect(hourly.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(last.map(({ status }) => status)).toEqual([200, 429]);
  expect(remaining(last)).toEqual(["0/4", "0/4"]);
  expect(Number.parseInt(last[1]?.headers.get("retry-after") ?? "0", 10)).toBeGreaterThan(3_000);
});

it("pages v1 lists with Total, Per-Page and Link, and v2 lists ten at a time", async () => {
  const v1 = await stage.call("GET", `${commitments()}&per_page=8&page=2`);
  const end = await stage.call("GET", `${commitments()}&per_page=8&page=3`);
  const v2 = await stage.call(
    "GET",
    `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/commitment_contracts`,
  );

  expect(v1.headers.get("total")).toBe("20");
  expect(v1.headers.get("per-page")).toBe("8");
  expect(v1.headers.get("link")).toMatch(
    /page=1[^>]*>; rel="first".*page=3[^>]*>; rel="next".*rel="last"/,
  );
  expect(end.headers.get("link")).not.toContain('rel="next"');
  expect((v2.body as { data: { id: string }[] }).data.map(({ id }) => typeof id)).toEqual(
    Array.from({ length: 10 }, () => "string"),
  );
});
