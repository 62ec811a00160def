import { readFileSync } from "node:fs";
import { afterAll, expect, it, vi } from "vitest";
import { addKind, kindOf } from "../../server/kinds/index.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { nameOf, people } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { withhold } from "./deliveries.ts";
import { breakNext, dropAfter } from "./interrupting.ts";
import { laterVersion } from "./later-version.ts";
import { billOf, type Row, tableOf } from "./money-table.ts";
import { deleteInvoice, poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const rest = () => atRest(world, { ...soon, timeout: 50_000 });
const amount = "50000.00";
const AS_BEGUN = { order: [amount, amount], says: ["success"] } as const;
const HALF_BILLED = {
  order: [amount, amount],
  bills: ["25000.00", "25000.00"],
  says: ["success", "success"],
} as const;

const setAmount = (commitment: Commitment, to: string) =>
  procore("set_line_amount", {
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: to,
  });
const half = (commitment: Commitment) => billOf(world, installed, commitment, "50");
const pay = async (billId: string, paid: string) =>
  (await netsuite("pay_bill", { billId, amount: paid, method: "check" })) as { paymentId: string };
const pull = async (commitment: Commitment) => {
  await syncPayments(installed, commitment);
  await rest();
};
const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), {
    ...soon,
    timeout: 50_000,
  });
const failsAlways = {
  "o:errorDetails": [
    { detail: "An unexpected error. Error ID: kqs7x1f3", "o:errorCode": "UNEXPECTED_ERROR" },
  ],
};

const rows: Row[] = [
  {
    does: "13 a role that may not see deleted records: one check of two is deleted",
    play: async (commitment) => {
      await netsuite("set_role", { hidden: ["deletedrecord"] });
      const billId = await half(commitment);
      const { paymentId } = await pay(billId, "1000.00");
      await pay(billId, "500.00");
      await pull(commitment);
      await shows(commitment, { money: { paid: "1500.00" } });
      await netsuite("delete_payment", { paymentId });
      await pull(commitment);
      await netsuite("set_role", { hidden: [] });
    },
    ...HALF_BILLED,
    paid: ["500.00", "500.00"],
    says: ["success", "success", "voided"],
  },
  {
    does: "16 NetSuite fails on it for ever, with an error id",
    begin: async (title) => {
      const path = "*/purchaseOrder/*";
      const failing = { path, kind: "status", status: 500, body: failsAlways } as const;
      world.netsuite.faults.add({ ...failing, method: "PUT" });
      const vendor = "Acme Steel Erectors";
      const commitment = await createCommitment(world, installed, { vendor, title, amount });
      await shows(commitment, { record: "error", failure: { said: /kqs7x1f3/ } });
      world.netsuite.faults.clear();
      return commitment;
    },
    order: [amount, "0.00"],
    says: ["error"],
  },
  {
    does: "17 NetSuite does not answer while the vendor is new, then it does",
    begin: async (title) => {
      const path = "*/suiteql";
      world.netsuite.faults.add({ method: "POST", path, kind: "status", status: 503 });
      const vendor = "Caliber Electric Co.";
      const commitment = await createCommitment(world, installed, { vendor, title, amount });
      const waiting = expect.stringMatching(/^NetSuite to answer: /) as string;
      await shows(commitment, { record: "pending", waiting });
      expect(ordersOf(world, commitment)).toEqual([]);
      world.netsuite.faults.clear();
      return commitment;
    },
    ...AS_BEGUN,
  },
  {
    does: "19 the project manager bills half, accounting approves it",
    play: async ({ id: commitmentId, ...commitment }) => {
      const given = { commitmentId, percent: "50", by: people.projectManager };
      const { id } = (await procore("create_requisition", given)) as { id: string };
      await poll(world, installed);
      await procore("approve_requisition", { id, by: people.accounting });
      await poll(world, installed);
      expect(await logOf(world, { ...commitment, id: commitmentId })).toMatchObject([
        { action: "updated", changedBy: nameOf(world, "accounting") },
        { action: "created", changedBy: nameOf(world, "projectManager") },
        {},
      ]);
    },
    ...HALF_BILLED,
  },
  {
    does: "20 it is from before Crosstie and first sent today",
    begin: async (title) => {
      const { companyId, projects } = installed;
      const before = { project_id: projects[0]!.id, company_id: companyId };
      const chosen = () => world.database.admin("company_projects").where(before);
      const { chosen_at: chosenAt } = await chosen().first("chosen_at");
      await chosen().update({ chosen_at: new Date(Date.now() + 60_000) });
      const vendor = "Acme Steel Erectors";
      const commitment = await createCommitment(world, installed, { vendor, title, amount });
      await rest();
      await chosen().update({ chosen_at: chosenAt });
      expect(ordersOf(world, commitment)).toEqual([]);
      await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
      await rest();
      expect(await logOf(world, commitment)).toMatchObject([
        { action: "first_sent", impact: null },
      ]);
      return commitment;
    },
    ...AS_BEGUN,
  },
  {
    does: "21 an amount begins to be compared that is as it was",
    play: async (commitment) => {
      const kind = kindOf({ kind: "commitment" });
      addKind(laterVersion(kind, () => "7.00"));
      try {
        const { companyId, connectionId } = installed;
        const { projectId, id: procoreId } = commitment;
        const place = { kind: kind.name, procoreId, projectId };
        await world.jobs.send("detect-change", { companyId, connectionId, ...place });
        await rest();
      } finally {
        addKind(kind);
      }
      expect(await logOf(world, commitment)).toHaveLength(1);
      expect(written(commitment)).toBe(1);
    },
    ...AS_BEGUN,
  },
  {
    does: "22 somebody asks for it with a zero before its id",
    play: async (commitment) => {
      const address = pathOf(installed, { ...commitment, id: `0${commitment.id}` });
      expect((await installed.admin.send("POST", `${address}/sync`)).status).toBe(400);
    },
    ...AS_BEGUN,
  },
  {
    does: "23 a write of 60,000.00 breaks off and lands after 70,000.00 was saved",
    play: async (commitment) => {
      const first = breakNext(world.netsuite, "PUT", "*/purchaseOrder/*");
      await setAmount(commitment, "60000.00");
      await first.reached;
      await setAmount(commitment, "70000.00");
      await shows(commitment, { money: { contract: "70000.00" } });
      first.land();
      await rest();
    },
    order: ["70000.00", "70000.00"],
    says: ["success"],
  },
  {
    does: "25 the database drops the connection that settles the order",
    begin: async (title) => {
      const dropped = dropAfter(world, {
        tap: world.netsuite.tap,
        method: "PUT",
        path: /\/purchaseOrder\/eid:/,
        rows: "select from records where kind = 'commitment'",
      });
      const vendor = "Acme Steel Erectors";
      const commitment = await createCommitment(world, installed, { vendor, title, amount });
      await dropped;
      await rest();
      expect(written(commitment)).toBe(1);
      return commitment;
    },
    ...AS_BEGUN,
  },
  {
    does: "28 half is billed with a new line of 3,000.00 that no webhook has told of",
    play: async (commitment) => {
      const { id: commitmentId, lines } = commitment;
      const cost_code_id = lines[0]!.costCodeId;
      const fields = { description: "Extra", amount: "3000.00", cost_code_id };
      await withhold(world, () => procore("add_line", { commitmentId, fields }));
      const given = { commitmentId, percent: "50" };
      const { id } = (await procore("create_requisition", given)) as { id: string };
      await procore("approve_requisition", { id });
      await poll(world, installed);
    },
    order: ["53000.00", "53000.00"],
    bills: ["26500.00", "26500.00"],
    counted: ["25000", "1500"],
    says: ["success", "success"],
  },
  {
    does: "29 an invoice is deleted in Procore after its bill was written",
    play: async (commitment) => {
      await half(commitment);
      const [invoice] = (await viewOf(installed, commitment)).invoices;
      await deleteInvoice(world, installed, invoice!.id);
    },
    order: [amount, amount],
    bills: ["0.00", "25000.00"],
    says: ["success", "desynchronized"],
  },
  {
    does: "30 a check of 250.00 is void, its release in Procore lands late",
    play: async (commitment) => {
      const { paymentId } = await pay(await half(commitment), "250.00");
      await pull(commitment);
      const issued = () =>
        [...world.procore.system.live().payments.values()].filter(
          ({ contractId }) => contractId === commitment.id,
        );
      const originId = issued()[0]!.originId;
      const release = breakNext(world.procore, "PATCH", "/rest/v1.0/contract_payments/*");
      await netsuite("void_payment", { paymentId });
      await syncPayments(installed, commitment);
      const later = { ...soon, timeout: 40_000 };
      await vi.waitFor(() => expect(issued()).toMatchObject([{ amount: "0.00", originId }]), later);
      release.land();
      await vi.waitFor(() => expect(issued()).toMatchObject([{ originId: null }]), soon);
      await rest();
      expect(issued()).toMatchObject([{ amount: "0.00", originId }]);
    },
    ...HALF_BILLED,
    paid: ["0.00", "0.00"],
    says: ["success", "success", "voided"],
  },
  {
    does: "31 NetSuite refuses 60,000.00 and takes 70,000.00",
    play: async (commitment) => {
      const method = "PUT";
      const path = "*/purchaseOrder/*";
      world.netsuite.faults.add({ method, path, kind: "status", status: 400, times: 1 });
      await setAmount(commitment, "60000.00");
      await shows(commitment, { record: "error" });
      await setAmount(commitment, "70000.00");
      await rest();
      const statuses = (await logOf(world, commitment)).map(({ status }) => status);
      expect(statuses).toEqual(["synced", "synced", "synced"]);
    },
    order: ["70000.00", "70000.00"],
    says: ["success"],
  },
];

tableOf(world, installed, rows);

/** Races of processes, and of time: they have no figures of their own. */
const elsewhere = {
  "24 a waiting record is woken that has gone through": [
    "./waiting.test.ts",
    "neither sends nor reopens what is in NetSuite already when a record is woken twice",
  ],
  "26 a neighbour's NetSuite is slow": [
    "./slow-neighbour.test.ts",
    "pushes one company's commitments while another's NetSuite answers nothing",
  ],
  "27 a worker freezes over a payment": [
    "./frozen.test.ts",
    "leaves a payment in Payments Issued that a frozen process was about to void",
  ],
  "32 PostgreSQL recovers while Crosstie starts": [
    "../server/main-database.test.ts",
    "waits for a real PostgreSQL that was killed and recovers",
  ],
};

it.each(Object.entries(elsewhere))("%s: %s", (_, [file, title]) => {
  expect(readFileSync(new URL(file!, import.meta.url), "utf8")).toContain(`it("${title}"`);
});
afterAll(() => console.table(elsewhere));

const written = (commitment: Commitment) =>
  countCalls(world.netsuite, "PUT", new RegExp(`-commitment-${commitment.id}$`));
