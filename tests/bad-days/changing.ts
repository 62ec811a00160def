import { expect, vi } from "vitest";
import { itemized, total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";

/** A subcontract whose change orders come and go, and what accounting sees of its order. */
export function changing(world: World, installed: Installed) {
  const vendor = "Acme Steel Erectors";
  const act = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

  /** What accounting sees of the order: its lines, and what they come to. */
  function orderOf(commitment: Commitment) {
    const [order, ...others] = ordersOf(world, commitment);
    expect(others).toEqual([]);
    const lines = itemized(order!).map(({ line, fields }) => ({
      line,
      description: String(fields.description),
      amount: String(fields.amount),
    }));
    return { total: total(order!).toFixed(2), lines };
  }

  async function inStep(commitment: Commitment, figure: string): Promise<void> {
    await vi.waitFor(async () => {
      expect(orderOf(commitment).total).toBe(figure);
      expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
    }, soon);
    await atRest(world);
  }

  /** A subcontract of 50,000.00 that NetSuite has. */
  async function ordered(title: string): Promise<Commitment> {
    const commitment = await createCommitment(world, installed, {
      vendor,
      title,
      amount: "50000.00",
    });
    await inStep(commitment, "50000.00");
    return commitment;
  }

  const change = (commitment: Commitment, status: string, amount = "12500.00") =>
    act("create_change_order", {
      commitmentId: commitment.id,
      number: "001",
      title: "Extra bay",
      status,
      lines: [
        { description: "Steel", amount, cost_code_id: commitment.lines[0]!.costCodeId },
        { description: "Paint", amount: "0.50", cost_code_id: commitment.lines[0]!.costCodeId },
      ],
    }) as Promise<{ id: string }>;

  return { act, orderOf, inStep, ordered, change };
}
