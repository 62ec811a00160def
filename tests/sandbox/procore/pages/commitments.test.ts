import { afterEach, beforeEach, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

let stage: Stage;
let manager: Visitor;

beforeEach(async () => {
  stage = await openStage();
  manager = new Visitor(stage.url);
  await manager.signIn("pm@ridgeline.example");
});

afterEach(async () => {
  await stage.close();
});

const path = (...rest: string[]) =>
  ["/projects", stage.project.id, "commitments", stage.draft.id, ...rest].join("/");

/** The edit form as it stands, with some fields typed over. */
function edited(typed: Record<string, string>): Record<string, string> {
  const { title, description, status, retainagePercent, lines } = stage.draft;
  return {
    title,
    description,
    status,
    retainage: retainagePercent,
    ...Object.fromEntries(lines.map(({ id, amount }) => [`amount:${id}`, amount])),
    ...typed,
  };
}

it("lists the project's commitments with number, vendor, amount and ERP word", async () => {
  stage.draft.originId = "10428";

  const { text } = await manager.open(`/projects/${stage.project.id}/commitments`);

  expect(text).toContain(stage.draft.number);
  expect(text).toContain(stage.state.vendors.get(stage.draft.vendorId ?? "")?.name);
  expect(text.match(/<\/svg>Synced<\/span>/g)).toHaveLength(1);
});

it("edits a commitment and approves it", async () => {
  const line = stage.draft.lines[0];

  const saved = await manager.send(
    path("edit"),
    edited({ title: "Revised scope", retainage: "10", [`amount:${line?.id}`]: "$1,250,000.5" }),
  );
  const approved = await manager.send(path(), {}, path("approve"));

  expect(saved.path).toBe(path());
  expect(stage.draft).toMatchObject({
    title: "Revised scope",
    retainagePercent: "10.0",
    status: "Approved",
    executed: true,
  });
  expect(stage.draft.lines[0]?.amount).toBe("1250000.50");
  expect(approved.text).not.toContain(">Approve</button>");
});

it("says which field of the edit form is wrong and saves nothing", async () => {
  const line = stage.draft.lines[0];

  const refused = await manager.send(
    path("edit"),
    edited({ title: "Never saved", [`amount:${line?.id}`]: "plenty" }),
  );

  expect(refused.status).toBe(422);
  expect(refused.text).toContain("Amount of line 1 must be an amount such as 1,250.00.");
  expect(stage.draft.title).not.toBe("Never saved");
});

it("keeps the lines of an approved and synced commitment where the company locks them", async () => {
  stage.state.locksApprovedCommitments = true;
  Object.assign(stage.draft, { status: "Approved", originId: "10428" });
  const line = stage.draft.lines[0];
  const amount = line?.amount;

  const refused = await manager.send(path("edit"), edited({ [`amount:${line?.id}`]: "1.00" }));

  expect(refused.status).toBe(422);
  expect(line?.amount).toBe(amount);
});

it("refuses readers who try to edit, approve, invoice or pay", async () => {
  const reader = new Visitor(stage.url);
  await reader.signIn("accounting@ridgeline.example");
  const csrf = await reader.csrf();

  const page = await reader.open(path());
  const attempts = await Promise.all(
    ["edit", "approve", "requisitions/new", "contract_payments/new"].map((door) =>
      reader.post(path(door), { csrf, ...edited({ title: "Mine" }) }),
    ),
  );

  expect(page.status).toBe(200);
  expect(page.text).not.toContain(">Approve</button>");
  expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(stage.draft).toMatchObject({ status: "Draft" });
});

it("shows hostile titles as text", async () => {
  stage.draft.title = `<script>alert("x")</script>' onload='y`;

  const detail = await manager.open(path());
  const list = await manager.open(`/projects/${stage.project.id}/commitments`);
  const form = await manager.open(path("edit"));

  for (const { text } of [detail, list, form]) {
    expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("' onload='");
    expect(text).toContain("&#60;script&#62;");
  }
});

it("shows the green banner and the External ID of a synced commitment", async () => {
  Object.assign(stage.draft, { originId: "10428", originCode: "PO-10428" });

  const { text } = await manager.open(path());

  expect(text).toContain("Synced with ERP");
  expect(text).toContain("External ID: PO-10428");
});

it("creates and approves a subcontractor invoice with the contract's retainage", async () => {
  const [period] = [...stage.state.billingPeriods.values()].filter(
    ({ projectId, status }) => projectId === stage.project.id && status === "open",
  );
  const amounts = Object.fromEntries(
    stage.draft.lines.map(({ id }, at) => [`amount:${id}`, at === 0 ? "1,000.00" : "0"]),
  );

  const created = await manager.send(path("requisitions", "new"), {
    period: period?.id ?? "",
    invoice_number: "A-77",
    billing_date: "2026-10-31",
    ...amounts,
  });
  const approved = await manager.send(created.path, {}, `${created.path}/approve`);

  const invoice = [...stage.state.requisitions.values()].find(
    ({ invoiceNumber }) => invoiceNumber === "A-77",
  );
  expect(invoice).toMatchObject({
    status: "approved",
    commitmentId: stage.draft.id,
    requisitionStart: period?.startDate,
  });
  expect(invoice?.items[0]).toMatchObject({
    workCompletedThisPeriod: "1000.00",
    workRetainageThisPeriod: "50.00",
  });
  expect(approved.text).toContain("$950.00");
});

it("adds a payment by hand, deletes it, and locks one that came from the ERP", async () => {
  await manager.send(path("contract_payments", "new"), {
    requisition: "",
    amount: "500",
    date: "2026-11-02",
    method: "electronic",
    check_number: "",
    payment_number: "7",
    notes: "wire",
  });
  const payment = [...stage.state.payments.values()].find(
    ({ contractId }) => contractId === stage.draft.id,
  );
  const remove = path("contract_payments", payment?.id ?? "", "delete");
  if (payment) payment.originId = "ns-1";

  const locked = await manager.send(path("contract_payments"), {}, remove);
  const shown = await manager.open(path("contract_payments"));
  if (payment) payment.originId = null;
  const deleted = await manager.send(path("contract_payments"), {}, remove);

  expect(payment).toMatchObject({
    amount: "500.00",
    paymentMethod: "electronic",
    paymentNumber: 7,
    date: "2026-11-02",
  });
  expect(locked.text).toContain(
    "The Contract Payment cannot be edited or deleted because it is synced with an ERP system",
  );
  expect(shown.text).toContain("Locked");
  expect(deleted.text).toContain("No payments have been issued");
});

it("hides a private commitment from readers", async () => {
  const reader = new Visitor(stage.url);
  await reader.signIn("super@ridgeline.example");
  await stage.system.act({ do: "update_commitment", id: stage.draft.id, private: true });

  const [list, page, invoices] = [
    await reader.open(`/projects/${stage.project.id}/commitments`),
    await reader.open(path()),
    await reader.open(path("requisitions")),
  ];

  expect(list.text).not.toContain(stage.draft.number);
  expect([page.status, invoices.status]).toEqual([404, 404]);
  expect((await manager.open(path())).status).toBe(200);
});
