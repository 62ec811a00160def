import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { booksOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

/** The line amounts of each bill that NetSuite has of a commitment. */
function billedOn({ number }: Commitment) {
  const bills = booksOf(world).vendorBill.filter(({ fields }) =>
    String(fields.memo).startsWith(`${number} · `),
  );
  return bills.map(({ lines }) => lines.item?.map(({ fields }) => fields.amount));
}

/** As Procore answers for a company that has taxes on: they are payable, but on no line. */
function taxEveryInvoice(due: string, tax: string): () => void {
  return world.procore.tap.listen(async ({ method, path }, request) => {
    if (method !== "GET" || !/requisitions\/\d+$/.test(path) || request.headers.has("x-untaxed")) {
      return undefined;
    }
    const answer = await fetch(request.url, {
      headers: { ...Object.fromEntries(request.headers), "x-untaxed": "1" },
    });
    const body = (await answer.json()) as { summary: Record<string, string> };
    Object.assign(body.summary, { current_payment_due: due, tax_applicable_to_this_payment: tax });
    return Response.json(body, { status: answer.status });
  });
}

it("posts no bill that is less than what is payable, and says why", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Taxed",
    amount: "1000.00",
  });
  await atRest(world);
  const stop = taxEveryInvoice("550.00", "50.00");

  await approveInvoice(world, installed, commitment, "50");
  await atRest(world);
  const { invoices } = await viewOf(installed, commitment);
  stop();

  expect(billedOn(commitment)).toEqual([]);
  expect(invoices).toMatchObject([
    {
      record: "error",
      failure: {
        code: "bill_total",
        whoseMove: "accounting",
        detail: expect.stringMatching(/550\.00 .* 500\.00/),
      },
    },
  ]);
});

it("bills stored materials once, although Procore lists them in every invoice while they lie there", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Materials",
    amount: "1000.00",
  });
  await atRest(world);

  for (const work of ["100.00", "50.00"]) {
    const items = [
      {
        line_item_id: commitment.lines[0]!.id,
        work_completed_this_period: work,
        materials_presently_stored: "200.00",
      },
    ];
    const { id } = (await world.procore.system.act({
      do: "create_requisition",
      commitmentId: commitment.id,
      fields: { items },
    })) as { id: string };
    await world.procore.system.act({ do: "approve_requisition", id });
    await syncPayments(installed, commitment);
    await atRest(world);
  }

  expect(billedOn(commitment)).toEqual([["300.00"], ["50.00"]]);
});
