import { beforeAll, expect, it } from "vitest";
import type {
  CommitmentView,
  Notifications,
  SharedInvoice,
  WhyNotPaid,
} from "../../../server/api/contract.ts";
import type { Commitment } from "../../sandbox/procore/records.ts";
import { atRest } from "../../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../../world/bills.ts";
import { pathOf, viewOf } from "../../world/commitments.ts";
import { must } from "../../world/install.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

let manager: Caller;
beforeAll(async () => {
  manager = await signIn(world, "projectManager");
});

interface Sent {
  commitment: Commitment;
  billId: string;
  invoiceId: string;
  at: string;
}

async function sent(title: string): Promise<Sent> {
  const made = await billed(world, installed, { vendor: "Acme Steel Erectors", title });
  await atRest(world);
  // the bill's dates come with its payments
  await syncPayments(installed, made.commitment);
  await atRest(world);
  const [invoice] = (await viewOf(installed, made.commitment)).invoices;
  const at = `${pathOf(installed, made.commitment)}/invoices/${invoice!.id}`;
  return { ...made, invoiceId: invoice!.id, at };
}

const told = async (caller: Caller) =>
  must(caller.get<Notifications>(`/companies/${installed.companyId}/notifications`));
const whole = async ({ commitment }: Sent) =>
  (await viewOf(installed, commitment)).invoices[0]!.amount;

it("says why an invoice is not paid, from both systems, and that it is once it is", async () => {
  const invoice = await sent("Why not paid");

  const why = await must(manager.get<WhyNotPaid>(`${invoice.at}/why`));

  expect(why.title).toMatch(
    /^Invoice \S+: it is approved, in NetSuite, and (was )?due on \w{3} \d/,
  );
  expect(why.facts).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Invoice \S+ of \S+ · Why not paid, .+, Ridgeline Builders\.$/),
      "Contract company: Acme Steel Erectors.",
      expect.stringMatching(/^Payable: \$[\d,]+\.\d\d\.$/),
      expect.stringMatching(/^Procore: approved, seen on \w{3} \d+, \d{4}\.$/),
      expect.stringMatching(
        /^NetSuite: Vendor bill \S+, entered on .+, dated .+\. It is posted\.$/,
      ),
      expect.stringMatching(/^Due: \w{3} \d+, \d{4}\.$/),
      expect.stringMatching(/^Open: \$[\d,]+\.\d\d\.$/),
    ]),
  );
  expect(why.text).toBe(`${why.title}\n\n${why.facts.map((fact) => `- ${fact}`).join("\n")}\n`);

  await payBill(world, installed, invoice, await whole(invoice));
  await atRest(world);
  const paid = await must(manager.get<WhyNotPaid>(`${invoice.at}/why`));
  expect(paid.title).toMatch(/^Invoice \S+: it is paid$/);
  expect(paid.facts).toContain("Open: $0.00.");
});

it("tells each person who asked once, when all of it is paid, and nobody else", async () => {
  const invoice = await sent("Tell me");
  const accountant = await signIn(world, "accounting");
  const superintendent = await signIn(world, "superintendent");
  for (const caller of [manager, superintendent, manager]) {
    await must(caller.send("POST", `${invoice.at}/watch`));
  }
  await must(superintendent.send("DELETE", `${invoice.at}/watch`));
  const view = await must(manager.get<CommitmentView>(pathOf(installed, invoice.commitment)));
  expect(view.invoices[0]).toMatchObject({ isWatched: true });
  expect((await viewOf(installed, invoice.commitment)).invoices[0]).toMatchObject({
    isWatched: false,
  });
  const amount = Number(await whole(invoice));

  await payBill(world, installed, invoice, (amount / 2).toFixed(2));
  await atRest(world);
  expect(await told(manager)).toMatchObject({ items: [], unread: 0 });
  const { paymentId } = await payBill(
    world,
    installed,
    invoice,
    (amount - Number((amount / 2).toFixed(2))).toFixed(2),
  );
  await atRest(world);
  await syncPayments(installed, invoice.commitment);
  await atRest(world);

  const { items, unread } = await told(manager);
  expect(unread).toBe(1);
  expect(items).toMatchObject([
    {
      kind: "invoice_paid",
      text: expect.stringMatching(/^Invoice \S+, [\d.]+ USD, is paid, last by check \S+\.$/),
      contract: invoice.commitment.number,
      commitmentId: invoice.commitment.id,
      projectId: invoice.commitment.projectId,
      readAt: null,
    },
  ]);
  expect(await told(accountant)).toMatchObject({ items: [] });
  expect(await told(superintendent)).toMatchObject({ items: [] });
  const again = await must(manager.get<CommitmentView>(pathOf(installed, invoice.commitment)));
  expect(again).toMatchObject({ news: [{ id: items[0]!.id }], invoices: [{ isWatched: false }] });
  expect(await manager.send("POST", `${invoice.at}/watch`)).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("is paid already") },
  });

  // a void and a second payment are no second news
  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, invoice.commitment);
  await atRest(world);
  await payBill(world, installed, invoice, (amount - Number((amount / 2).toFixed(2))).toFixed(2));
  await atRest(world);
  expect((await told(manager)).items).toHaveLength(1);

  const read = `/companies/${installed.companyId}/notifications/read`;
  await must(accountant.send("POST", read, { ids: [items[0]!.id] }));
  expect(await told(manager)).toMatchObject({ unread: 1 });
  await must(manager.send("POST", read, { ids: [items[0]!.id] }));
  expect(await told(manager)).toMatchObject({ unread: 0, items: [{ readAt: expect.any(String) }] });
});

it("shows an invoice to whoever has its address, in the very words of the panel", async () => {
  const invoice = await sent("Shared");

  const { url, until } = await must(manager.send<SharedInvoice>("POST", `${invoice.at}/share`));
  const page = await fetch(url);

  const html = await page.text();
  const { title, facts } = await must(manager.get<WhyNotPaid>(`${invoice.at}/why`));
  const shown = [...html.matchAll(/<(?:h1|li)>(.*?)<\/(?:h1|li)>/g)].map(([, text]) => text);
  expect(shown.slice(0, -1)).toEqual([title, ...facts.slice(0, -1)]);
  expect(Date.parse(until) - Date.now()).toBeGreaterThan(13.9 * 24 * 3_600_000);
  const [entry] = await world.database
    .admin("audit_log")
    .where({ action: "invoice_shared" })
    .orderBy("sequence", "desc")
    .limit(1);
  expect(entry).toMatchObject({
    name: expect.any(String),
    subject_id: invoice.invoiceId,
    after: { "Open until": until },
  });
});

it("lets nobody hand an invoice outside who may only read", async () => {
  const invoice = await sent("Read only");
  const superintendent = await signIn(world, "superintendent");

  expect(await superintendent.send("POST", `${invoice.at}/share`)).toMatchObject({ status: 403 });
  expect(await superintendent.get(`${invoice.at}/why`)).toMatchObject({ status: 200 });
  expect(await must(superintendent.get(pathOf(installed, invoice.commitment)))).toMatchObject({
    may: { share: false },
  });
});
