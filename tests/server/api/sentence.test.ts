import fc from "fast-check";
import { expect, it } from "vitest";
import type {
  CommitmentView,
  Failure,
  Invoice,
  Payment,
  SentencePart,
} from "../../../server/api/contract.ts";
import type { Told } from "../../../server/api/first-matter.ts";
import { nextPayment } from "../../../server/api/next-payment.ts";
import { sentenceOf } from "../../../server/api/sentence.ts";
import { invoice, money, order, payment, vendorMissing, view } from "../../client/view-parts.ts";

const amount = fc
  .integer({ min: -5_000_000, max: 50_000_000 })
  .map((cents) => (cents / 100).toFixed(2));
const date = fc.constantFrom("2026-03-31", "2026-10-31", null);
const word = fc.constantFrom("automatic sync is off", "waiting for vendor Acme Steel", null);
const record = fc.constantFrom(
  ...([
    "not_integrated",
    "pending",
    "success",
    "error",
    "desynchronized",
    "not_applicable",
  ] as const),
);
const standing = fc.constantFrom(...([null, "pending_approval", "on_hold"] as const));

const failure: fc.Arbitrary<Failure> = fc
  .record({
    whoseMove: fc.constantFrom(...(["project", "accounting", "admin", "crosstie"] as const)),
    canLink: fc.constantFrom(true, false, null),
    remedies: fc.subarray(vendorMissing.remedies),
  })
  .map(({ canLink, ...rest }) => ({
    ...vendorMissing,
    ...rest,
    candidates:
      canLink === null
        ? []
        : [
            {
              id: "1",
              number: null,
              name: "Acme",
              why: "near",
              closed: null,
              url: null,
              canLink,
              isItself: false,
            },
          ],
  }));

const anInvoice: fc.Arbitrary<Invoice> = fc
  .record({
    number: fc.constantFrom("1", "7", "0012"),
    amount,
    paid: amount,
    open: fc.option(amount),
    due: date,
    record,
    standing,
    waiting: word,
    isApproved: fc.boolean(),
    status: fc.constantFrom("approved", "under_review", "draft", "revise_and_resubmit"),
    isUnderWay: fc.boolean(),
    canSync: fc.boolean(),
    isFromBefore: fc.boolean(),
    failure: fc.option(failure),
    doubt: fc.constantFrom(null, "The ERP counts 10.00 as paid."),
  })
  .map((one) => ({ ...invoice, ...one, failure: one.record === "error" ? one.failure : null }));

const aPayment: fc.Arbitrary<Payment> = fc
  .constantFrom(...(["synced", "doubtful", "failed", "voided", "in_transit"] as const))
  .map((status) => ({ ...payment, status }));

const changeOrder = fc
  .record({ amount, state: fc.constantFrom(...(["counted", "waiting", "out"] as const)) })
  .map((one) => ({
    id: "9",
    number: "3",
    title: "",
    status: "pending_billable",
    isInErp: false,
    ...one,
  }));

const told: fc.Arbitrary<Told> = fc
  .record({
    system: fc.constantFrom("NetSuite", null),
    counterpart: fc.constantFrom(order, null),
    record,
    standing,
    waiting: word,
    isApproved: fc.boolean(),
    isUnderWay: fc.boolean(),
    failure: fc.option(failure),
    invoices: fc.array(anInvoice, { maxLength: 3 }),
    payments: fc.array(aPayment, { maxLength: 2 }),
    changeOrders: fc.array(changeOrder, { maxLength: 2 }),
    figures: fc.record({
      billed: amount,
      paid: amount,
      unpaid: amount,
      onlyInProcore: fc.constantFrom("0.00", "250.00"),
    }),
    may: fc.record({
      sync: fc.boolean(),
      preview: fc.boolean(),
      syncPayments: fc.boolean(),
      openConsole: fc.boolean(),
      share: fc.boolean(),
    }),
    runStatus: fc.constantFrom(...(["done", "failed", null] as const)),
  })
  .map(({ figures, runStatus, ...one }) => ({
    ...view({}),
    ...one,
    failure: one.record === "error" ? one.failure : null,
    money: { ...money, ...figures },
    nextPayment: nextPayment(one.invoices, money.currency),
    paymentsRun: runStatus && {
      status: runStatus,
      at: "2026-03-20T09:40:00.000Z",
      found: 0,
      problem: runStatus === "failed" ? "NetSuite: it did not answer" : null,
    },
  }));

const plain = (parts: SentencePart[]) =>
  parts
    .map((part) =>
      part.kind === "money" ? part.amount : part.kind === "date" ? part.date : part.text,
    )
    .join("");

/** What this reader, or the project they work in, has to do; written without a look at the sentence. */
function isToDo({
  system,
  failure: failed,
  record: state,
  isApproved,
  isUnderWay,
  invoices,
  payments,
  paymentsRun,
  changeOrders,
  money: { onlyInProcore },
  may,
}: Told): boolean {
  if (system === null || failed || isUnderWay) return true;
  if (state !== "success" && (isApproved || state !== "not_applicable")) return true;
  return (
    invoices.some(
      (one) =>
        one.failure ||
        one.doubt ||
        one.canSync ||
        one.isUnderWay ||
        one.standing ||
        one.record === "desynchronized" ||
        (!one.isApproved && one.status === "under_review"),
    ) ||
    payments.some(({ status }) => status === "doubtful" || status === "failed") ||
    onlyInProcore !== "0.00" ||
    (may.syncPayments && paymentsRun?.status === "failed") ||
    changeOrders.some(({ state: its }) => its === "waiting")
  );
}

const MOVES =
  /Nothing for you to do\.|Your move: |The project’s move|the project’s approval|Accounting’s move|administrator|It goes on by itself\.|tries again by itself\.|What to do stands|Whoever may push|Nothing is sent: /g;

it("says one thing in each state: where it is, what is open, and whose move it is", () => {
  fc.assert(
    fc.property(told, (state) => {
      const parts = sentenceOf(state);
      const text = plain(parts);

      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/ {2}|\.\.|undefined|null|\$\{/);
      expect(text.match(MOVES)).toHaveLength(1);
      expect(text.match(/^(In|Not in|No ERP)\b/)).not.toBeNull();
    }),
    { numRuns: 3_000 },
  );
});

it("never says that there is nothing to do where this reader, or the project, has something to do", () => {
  fc.assert(
    fc.property(told, (state) => {
      if (isToDo(state)) expect(plain(sentenceOf(state))).not.toMatch(/nothing for you to do/i);
    }),
    { numRuns: 3_000 },
  );
});

it("tells nobody to press what they may not press", () => {
  fc.assert(
    fc.property(told, (state) => {
      const text = plain(sentenceOf(state));
      if (!state.may.sync) expect(text).not.toMatch(/Your move: press Sync now/);
      if (!state.may.syncPayments) expect(text).not.toMatch(/Your move: press Sync payments/);
    }),
    { numRuns: 2_000 },
  );
});

it("names amounts, days and addresses of the view alone", () => {
  fc.assert(
    fc.property(told, (state) => {
      const known = JSON.stringify(state);
      for (const part of sentenceOf(state)) {
        if (part.kind === "money") expect(amountsOf(state)).toContain(part.amount);
        if (part.kind === "date") expect(known).toContain(`"${part.date}"`);
        if (part.kind === "link") expect(part.url).toBe(state.counterpart?.url);
      }
    }),
    { numRuns: 2_000 },
  );
});

function amountsOf({ money: sums, invoices, changeOrders, nextPayment: next }: Told): string[] {
  return [
    ...Object.values(sums),
    ...invoices.flatMap((one) => [one.amount, one.open ?? ""]),
    ...changeOrders.map((one) => one.amount),
    ...(next ? [next.amount] : []),
  ];
}

const unpaid: Invoice = {
  ...invoice,
  number: "8",
  amount: "28500.00",
  paid: "0.00",
  open: "28500.00",
  due: "2026-10-31",
};
const sent: Partial<CommitmentView> = { record: "success", counterpart: order, money };

it.each<[string, Partial<CommitmentView>, string]>([
  [
    "approved and not paid",
    { ...sent, invoices: [unpaid] },
    "In NetSuite as PO10428. Invoice 8, 28500.00, is approved and not paid, due 2026-10-31. Nothing for you to do.",
  ],
  [
    "paid in part, with another one open",
    {
      ...sent,
      invoices: [
        { ...unpaid, open: "500.00" },
        { ...unpaid, number: "9", due: null },
      ],
    },
    "In NetSuite as PO10428. Of invoice 8, 500.00 is not paid, due 2026-10-31; 1 more is open. Nothing for you to do.",
  ],
  [
    "nothing billed",
    { ...sent, money: { ...money, billed: "0.00" } },
    "In NetSuite as PO10428. Nothing is billed yet. Nothing for you to do.",
  ],
  [
    "failed",
    { record: "error", failure: vendorMissing },
    "Not in NetSuite: NetSuite has no vendor for Northlight Glazing LLC. Your move: Create in NetSuite, below.",
  ],
  [
    "a draft",
    { isApproved: false, commitment: { ...view({}).commitment, status: "Draft" } },
    "Not in NetSuite, as it is Draft in Procore. The project’s move: approve it in Procore.",
  ],
  [
    "pending",
    { record: "pending", waiting: "automatic sync is off" },
    "Not in NetSuite yet. Your move: press Sync now. It waits: automatic sync is off.",
  ],
])("reads well: %s", (_state, changed, sentence) => {
  expect(plain(view(changed).sentence)).toBe(sentence);
});
