import { expect, it, vi } from "vitest";
import type { ActivityPage, Comparison, RecordGrid } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { nameOf, people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const ns = (act: string, given: object) => world.netsuite.system.act({ do: act, ...given });
const path = (rest: string) => `/companies/${installed.companyId}${rest}`;
const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;
const totalOf = (commitment: Commitment) => orderOf(commitment).lines.item![0]!.fields.amount;

const lineOf = async (key: string) =>
  (await must(installed.admin.get<RecordGrid>(path(`/records?key=${key}`)))).items[0]!;
const shows = (key: string, line: object) =>
  vi.waitFor(async () => expect(await lineOf(key)).toMatchObject(line), soon);
const compared = async (key: string) =>
  must(installed.admin.get<Comparison>(path(`/records/${(await lineOf(key)).id}/comparison`)));
async function take(key: string, side: "procore" | "erp", mark: string) {
  const { id } = await lineOf(key);
  return installed.admin.send<{ message: string }>("POST", path(`/records/${id}/resolve`), {
    take: side,
    mark,
  });
}

async function ordered(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title, amount: "1000.00" });
  await shows(commitment.id, { status: "success" });
  await atRest(world);
  return commitment;
}

const setTo = (commitment: Commitment, rate: number) =>
  ns("edit_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    changes: { item: { items: [{ line: 1, quantity: 1, rate, amount: rate }] } },
  });

/** As with each pull and each night. */
async function compareAll(commitment: Commitment) {
  await syncPayments(installed, commitment);
  await atRest(world);
}

async function edited(title: string, rate = 900): Promise<Commitment> {
  const commitment = await ordered(title);
  await setTo(commitment, rate);
  await compareAll(commitment);
  await shows(commitment.id, { status: "desynchronized" });
  return commitment;
}

it("shows both systems' values, and what each way out will do", async () => {
  const commitment = await edited("Both values");

  const both = await compared(commitment.id);

  expect(both).toMatchObject({
    system: "NetSuite",
    says: expect.stringMatching(/comes to 900\.00 in NetSuite and to 1000\.00/) as string,
    procore: { will: expect.stringMatching(/1000\.00 instead of 900\.00/) as string },
    erp: {
      will: expect.stringMatching(/stays at 900\.00, and Procore stays at 1000\.00/) as string,
    },
  });
  const values = both.rows.map(({ label, procore, erp, isDifferent }) => [
    label.replace(/ · .+/, ""),
    procore,
    erp,
    isDifferent,
  ]);
  expect(values).toEqual([
    ["Vendor", vendor, vendor, false],
    ["State", "open", "open", false],
    expect.arrayContaining(["Currency"]),
    ["Total", "1000.00", "900.00", true],
    ["Line 1", "1000.00", "900.00", true],
  ]);
});

it("takes Procore's values: they are in the books again", async () => {
  const commitment = await edited("Take Procore's");
  const { mark } = await compared(commitment.id);

  expect(await take(commitment.id, "procore", mark)).toMatchObject({ status: 202 });

  await shows(commitment.id, { status: "success", accepted: null });
  expect(totalOf(commitment)).toBe("1000.00");
  const { items } = await must(
    installed.admin.get<ActivityPage>(path("/activities?tab=completed&limit=5")),
  );
  expect(items[0]).toMatchObject({
    action: "updated",
    requestedBy: nameOf(world, "admin"),
    changes: [
      { word: "Total", old: "900.00", new: "1000.00" },
      { old: "900.00", new: "1000.00" },
    ],
  });
});

it("takes NetSuite's values: they stand, exactly this difference is none, and it is written down by whom", async () => {
  const commitment = await edited("Take NetSuite's");
  const { mark, says } = await compared(commitment.id);

  expect(await take(commitment.id, "erp", mark)).toMatchObject({ status: 202 });

  const by = nameOf(world, "admin");
  await shows(commitment.id, {
    status: "success",
    accepted: { by, says },
    message: `${by} let this stand: ${says}`,
  });
  await compareAll(commitment);
  await shows(commitment.id, { status: "success" });
  // seen as settled in the panel, and never as the same
  const view = await viewOf(installed, commitment);
  expect(view).toMatchObject({ record: "success", icon: "blue", accepted: { by, says } });
  expect(totalOf(commitment)).toBe("900.00");
  const { items } = await must(
    installed.admin.get<ActivityPage>(path("/activities?tab=completed&limit=5")),
  );
  expect(items[0]).toMatchObject({
    action: "accepted",
    procoreId: commitment.id,
    requestedBy: by,
    status: "synced",
    changes: [
      { field: "Total", old: "1000.00", new: "900.00" },
      { field: expect.stringMatching(/^Line 1/) as string, old: "1000.00", new: "900.00" },
    ],
  });
  const entry = await world.database
    .admin("audit_log")
    .where({ action: "difference_accepted", subject_id: commitment.id })
    .first();
  expect(entry).toMatchObject({
    before: { Total: "1000.00" },
    after: { Total: "900.00", "Values of": "NetSuite" },
  });
});

it("opens it again by another difference, and by the next change in Procore as usual", async () => {
  const commitment = await edited("Opened again");
  await take(commitment.id, "erp", (await compared(commitment.id)).mark);
  await shows(commitment.id, { status: "success" });

  await setTo(commitment, 850);
  await compareAll(commitment);
  await shows(commitment.id, { status: "desynchronized", accepted: null });

  await take(commitment.id, "erp", (await compared(commitment.id)).mark);
  await shows(commitment.id, { status: "success" });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "1100.00",
  });
  await vi.waitFor(() => expect(totalOf(commitment)).toBe("1100.00"), soon);
  await shows(commitment.id, { status: "success", accepted: null });
});

it("can still take Procore's values after NetSuite's were accepted", async () => {
  const commitment = await edited("Changed my mind");
  await take(commitment.id, "erp", (await compared(commitment.id)).mark);
  await shows(commitment.id, { status: "success" });
  const both = await compared(commitment.id);
  expect(both.erp).toMatchObject({ whyNot: expect.stringContaining("already") as string });

  await take(commitment.id, "procore", both.mark);

  await shows(commitment.id, { status: "success", accepted: null });
  expect(totalOf(commitment)).toBe("1000.00");
});

it("does nothing when either side has changed since somebody looked", async () => {
  const commitment = await edited("Changed meanwhile");
  const { mark } = await compared(commitment.id);
  await setTo(commitment, 800);

  for (const side of ["procore", "erp"] as const) {
    const { status, body } = await take(commitment.id, side, mark);
    expect(status).toBe(409);
    expect(body.message).toMatch(/has changed since you looked/);
  }
  expect(totalOf(commitment)).toBe("800.00");
});

it("offers no values of an order that was deleted there, and creates it anew", async () => {
  const commitment = await ordered("Deleted there");
  await ns("delete_purchase_order", { purchaseOrderId: orderOf(commitment).id });
  await compareAll(commitment);
  const both = await compared(commitment.id);

  expect(both).toMatchObject({
    procore: { will: "Creates it anew in NetSuite, as Procore has it now (1000.00)." },
    erp: { whyNot: expect.stringMatching(/nothing of it any more/) as string },
  });
  expect((await take(commitment.id, "erp", both.mark)).status).toBe(409);
  await take(commitment.id, "procore", both.mark);

  await shows(commitment.id, { status: "success" });
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("lets a closed order stand, and opens none", async () => {
  const commitment = await ordered("Closed there");
  await ns("close_purchase_order", { purchaseOrderId: orderOf(commitment).id });
  await compareAll(commitment);
  const both = await compared(commitment.id);

  expect(both.procore).toMatchObject({ whyNot: expect.stringMatching(/open again/) as string });
  expect(both.rows).toContainEqual(expect.objectContaining({ label: "State", isDifferent: true }));
  await take(commitment.id, "erp", both.mark);

  await shows(commitment.id, { status: "success", accepted: { by: nameOf(world, "admin") } });
});

it("offers neither side where the vendor is another one, and says why", async () => {
  const commitment = await ordered("Another vendor");
  const created = await ns("create_vendor", { companyName: "Somebody Else Inc" });
  const { vendorId: other } = created as { vendorId: string };
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    changes: { entity: { id: other } },
  });
  await compareAll(commitment);
  await shows(commitment.id, { status: "desynchronized" });

  const both = await compared(commitment.id);

  const whyNot = expect.stringMatching(/another vendor/) as string;
  expect(both).toMatchObject({ procore: { whyNot }, erp: { whyNot } });
  expect(both.rows).toContainEqual(expect.objectContaining({ label: "Vendor", isDifferent: true }));
});

it("compares a bill line by line, and mends it both ways", async () => {
  const { commitment, billId } = await billed(world, installed, { vendor, title: "A bill" });
  const edit = (rate: number) =>
    ns("edit_bill", {
      billId,
      changes: { item: { items: [{ line: 1, quantity: 1, rate, amount: rate }] } },
    });
  const differs = (await viewOf(installed, commitment)).invoices[0]!.id;
  await edit(450);
  await compareAll(commitment);
  await shows(differs, { status: "desynchronized" });

  await take(differs, "erp", (await compared(differs)).mark);
  await shows(differs, { status: "success", accepted: { by: nameOf(world, "admin") } });

  const both = await compared(differs);
  expect(both.rows).toContainEqual(
    expect.objectContaining({ label: "Total", procore: "600.00", erp: "450.00" }),
  );
  await take(differs, "procore", both.mark);
  await shows(differs, { status: "success", accepted: null });
  expect(await compared(differs)).toMatchObject({ says: null });
});

it("is refused to who may only look", async () => {
  const commitment = await edited("Only looked at");
  const { id } = await lineOf(commitment.id);
  const users = [...world.procore.system.live().users.values()];
  const member = users.find(({ login }) => login === people.superintendent)!.memberships[0]!;
  Object.assign(member.companyTools, { "ERP Integrations": "Read Only" });
  const reader = await signIn(world, "superintendent");
  const { mark } = await must(reader.get<Comparison>(path(`/records/${id}/comparison`)));

  const { status } = await reader.send("POST", path(`/records/${id}/resolve`), {
    take: "erp",
    mark,
  });

  expect(status).toBe(403);
  await shows(commitment.id, { status: "desynchronized" });
});
