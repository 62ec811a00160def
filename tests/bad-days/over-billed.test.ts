import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, orderIn, worth } from "./billing.ts";
import { figuresOf } from "./figures.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const lines = [{ description: "Steel", amount: "10000.00" }];

const bill = (commitment: Commitment, amount: string) =>
  invoiced(world, installed, commitment, [worth(amount)]);
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const invoices = async (commitment: Commitment) => (await viewOf(installed, commitment)).invoices;

const said = (record: string, waiting: RegExp) => ({
  record,
  waiting: expect.stringMatching(waiting) as string,
});

it("says that 80 and 45 % are more than was ordered, and goes on saying so", async () => {
  const commitment = await contracted(world, installed, { title: "Over", lines });
  await bill(commitment, "8000.00");

  await bill(commitment, "4500.00");

  const words =
    /^bill .+ bills more than was ordered: line 1 of PO\d+ \(.*Steel\) is billed for 12500\.00 of 10000\.00/;
  expect(await invoices(commitment)).toMatchObject([
    { record: "success" },
    said("desynchronized", words),
  ]);
  expect((await orderIn(world, commitment)).billed).toEqual([12_500]);
  expect((await figuresOf(world, installed, commitment)).bills).toEqual(["12500.00", "12500.00"]);
  await syncPayments(installed, commitment);
  await atRest(world);
  expect(await invoices(commitment)).toMatchObject([
    { record: "success" },
    said("desynchronized", words),
  ]);
});

it("says it no more once the contract has that much", async () => {
  const commitment = await contracted(world, installed, { title: "Raised", lines });
  await bill(commitment, "12500.00");
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "12500.00",
  });
  await atRest(world);

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);

  expect(await invoices(commitment)).toMatchObject([{ record: "success", waiting: null }]);
  expect(await orderIn(world, commitment)).toMatchObject({
    status: "Fully Billed",
    billed: [12_500],
  });
});

it("says it where somebody types a bill into NetSuite beside ours", async () => {
  const commitment = await contracted(world, installed, { title: "Beside ours", lines });
  await bill(commitment, "8000.00");
  const { id: purchaseOrderId } = await orderIn(world, commitment);
  const typed = [{ line: 1, amount: "2000.00" }];
  await netsuite("bill_purchase_order", { purchaseOrderId, number: "TYPED-1", lines: typed });

  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject(
    said("desynchronized", /is billed for 2000\.00 by bill TYPED-1, which Crosstie did not write/),
  );
});

it.each(["linked", "untied", "refused"] as const)(
  "is never green where the next bill of a full line is %s",
  async (fullLine) => {
    const commitment = await contracted(world, installed, { title: `Full, ${fullLine}`, lines });
    await bill(commitment, "10000.00");
    await netsuite("set_options", { fullLine });

    const invoice = await bill(commitment, "2500.00");

    const [, second] = await invoices(commitment);
    const bills = billsOf(world, invoice.id);
    await netsuite("set_options", { fullLine: "linked" });
    if (fullLine === "linked") {
      expect(second).toMatchObject(said("desynchronized", /is billed for 12500\.00 of 10000\.00/));
    } else if (fullLine === "untied") {
      const words = /^2500\.00 of bill .+ is not tied to line 1 of its purchase order in NetSuite/;
      expect(second).toMatchObject(said("desynchronized", words));
    } else {
      expect(second).toMatchObject({
        record: "error",
        failure: {
          code: "over_billed",
          detail: expect.stringMatching(
            /^Line 1 of PO\d+ \(.*Steel\) has 0 of 10000 left to bill, and this bills 2500\./,
          ) as string,
        },
      });
    }
    expect(bills).toHaveLength(fullLine === "refused" ? 0 : 1);
  },
);
