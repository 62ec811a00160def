import fc from "fast-check";
import { expect, it } from "vitest";
import type { Invoice, Payment } from "../../../server/api/contract.ts";
import { type InvoiceFacts, whyNotPaid } from "../../../server/api/why-not-paid.ts";
import { invoice, payment, vendorMissing } from "../../client/view-parts.ts";

const facts: InvoiceFacts = {
  invoice: {
    ...invoice,
    number: "8",
    amount: "28500.00",
    paid: "0.00",
    open: "28500.00",
    due: "2026-10-31",
  },
  payments: [],
  contract: "SC-014 · Structural steel",
  project: "Harbor Tower",
  company: "Ridgeline Builders",
  vendor: "Acme Steel Erectors",
  currency: "USD",
  system: "NetSuite",
  approvedAt: new Date("2026-10-03T18:00:00Z"),
  enteredAt: new Date("2026-10-04T18:00:00Z"),
  dated: "2026-10-01",
  lookedAt: new Date("2026-10-05T14:12:00Z"),
  now: new Date("2026-10-05T14:30:00Z"),
};

const titleOf = (changed: Partial<Invoice>, payments: Payment[] = []) =>
  whyNotPaid({ ...facts, invoice: { ...facts.invoice, ...changed }, payments }).title;

it.each<[string, Partial<Invoice>, Payment[], string]>([
  ["due later", {}, [], "it is approved, in NetSuite, and due on Oct 31, 2026"],
  ["overdue", { due: "2026-10-01" }, [], "it is approved, in NetSuite, and was due on Oct 1, 2026"],
  [
    "not approved",
    { isApproved: false, status: "under_review", counterpart: null },
    [],
    "it is not approved in Procore yet (under review)",
  ],
  ["not sent", { counterpart: null }, [], "it is approved, and not in NetSuite yet"],
  ["held", { standing: "on_hold" }, [], "accounting has put its bill on hold in NetSuite"],
  [
    "unapproved bill",
    { standing: "pending_approval" },
    [],
    "its bill waits for approval in NetSuite",
  ],
  [
    "a check to print",
    { open: "0.00" },
    [{ ...payment, status: "to_print" }],
    "its payment is a check that is not printed yet",
  ],
  ["paid", { paid: "28500.00", open: "0.00" }, [payment], "it is paid"],
  ["in a bill not read yet", { open: null, due: null }, [], "it is approved and in NetSuite"],
  ["without a date", { due: null }, [], "it is approved and in NetSuite, which names no due date"],
  ["credited", { open: "0.00" }, [], "nothing is open on it"],
  ["deleted", { status: "deleted", isApproved: false }, [], "it was deleted in Procore"],
])("says of an invoice that is %s what holds it up", (_state, changed, payments, stand) => {
  expect(titleOf(changed, payments)).toBe(`Invoice 8: ${stand}`);
});

it("tells the whole of it in plain words", () => {
  const retained = { ...facts.invoice, retained: "1500.00" };

  expect(whyNotPaid({ ...facts, invoice: retained }).text)
    .toBe(`Invoice 8: it is approved, in NetSuite, and due on Oct 31, 2026

- Invoice 8 of SC-014 · Structural steel, Harbor Tower, Ridgeline Builders.
- Contract company: Acme Steel Erectors.
- Payable: $28,500.00.
- Retainage of $1,500.00 is held back by it; that is not part of what is payable now.
- Procore: approved, seen on Oct 3, 2026.
- NetSuite: Vendor bill 0007, entered on Oct 4, 2026, dated Oct 1, 2026. It is posted.
- Due: Oct 31, 2026.
- Open: $28,500.00.
- As known to Crosstie on Oct 5, 2026, 14:30 UTC. NetSuite was last asked for payments on Oct 5, 2026, 14:12 UTC.
`);
});

it("says that only Procore shows it as paid", () => {
  const typed = { ...facts.invoice, paid: "28500.00", typed: "28500.00" };
  const byHand: Payment = { ...payment, status: "procore_only", amount: "28500.00" };

  const { title, facts: told } = whyNotPaid({ ...facts, invoice: typed, payments: [byHand] });

  expect(title).toBe("Invoice 8: it is approved, in NetSuite, and due on Oct 31, 2026");
  expect(told).toContain(
    "Procore shows $28,500.00 of it as paid, entered there by hand; NetSuite knows no such payment.",
  );
});

it("keeps what is for insiders out of it", () => {
  const refused: Invoice = {
    ...facts.invoice,
    counterpart: null,
    record: "error",
    failure: {
      ...vendorMissing,
      candidates: [
        {
          id: "77",
          number: "V77",
          name: "Other vendor",
          why: "near",
          closed: null,
          url: "https://erp.example/77",
          canLink: true,
          isItself: true,
        },
      ],
    },
    doubt: "Has the connection's role the right to see payments?",
  };

  const { text } = whyNotPaid({ ...facts, invoice: refused });

  expect(text).toContain("not entered yet (NetSuite has no vendor for Northlight Glazing LLC)");
  expect(text).not.toMatch(/Other vendor|V77|erp\.example|Invalid Field|role|Retry|https?:/);
});

it("is the same text, line for line, in each state", () => {
  fc.assert(
    fc.property(
      fc.record({
        isApproved: fc.boolean(),
        status: fc.constantFrom("approved", "draft", "under_review", "deleted"),
        counterpart: fc.constantFrom(null, invoice.counterpart),
        standing: fc.constantFrom(...([null, "on_hold", "pending_approval"] as const)),
        open: fc.constantFrom(null, "0.00", "28500.00"),
        paid: fc.constantFrom("0.00", "28500.00"),
        due: fc.constantFrom(null, "2026-10-31"),
        retained: fc.constantFrom("0.00", "-20.00", "1500.00"),
        isFromBefore: fc.boolean(),
      }),
      (changed) => {
        const told = whyNotPaid({ ...facts, invoice: { ...facts.invoice, ...changed } });
        expect(told.text).toBe(
          `${told.title}\n\n${told.facts.map((fact) => `- ${fact}`).join("\n")}\n`,
        );
        expect(told.text).not.toMatch(/undefined|null|NaN|\.\.|\(\)/);
        if (!changed.isApproved) expect(told.title).not.toMatch(/approved, in/);
      },
    ),
  );
});

it("claims nothing of a due date before the bill was read", () => {
  const dueOf = (changed: Partial<Invoice>) =>
    whyNotPaid({ ...facts, invoice: { ...facts.invoice, due: null, ...changed } }).facts.filter(
      (fact) => fact.startsWith("Due"),
    );

  expect(dueOf({ open: null })).toEqual([]);
  expect(dueOf({ open: "28500.00" })).toEqual(["Due: no date is set."]);
});
