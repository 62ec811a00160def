import { expect, it } from "vitest";
import { payment, PAYMENTS } from "./payment.ts";
import { openStage, useStage } from "./stage.ts";

const ACCOUNTING = "accounting@ridgeline.example";
const ADMIN = "admin@ridgeline.example";
const NOBODY = "admin@harborview.example";

const stage = useStage();
const commitments = () => `/rest/v1.0/commitments?project_id=${stage.hospital.id}`;

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
  const write = await stage.call("POST", PAYMENTS, {
    as: ACCOUNTING,
    ...payment(stage, { amount: "10.00" }),
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
