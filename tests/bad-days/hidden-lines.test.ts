import { expect, it, vi } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const act = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);

it("never cuts an order down to the lines that Procore still shows", async () => {
  const wanted = { vendor: "Acme Steel Erectors", title: "Hidden", amount: "7000.00" };
  const commitment = await createCommitment(world, installed, wanted);
  const fields = { description: "Private", amount: "3000.00" };
  await act("add_line", { commitmentId: commitment.id, fields });
  const amounts = () => ordersOf(world, commitment).map((order) => total(order).toFixed(2));
  await vi.waitFor(() => expect(amounts()).toEqual(["10000.00"]), soon);
  await atRest(world);

  await act("hide_lines", { commitmentId: commitment.id, hidden: [commitment.lines[1]!.id] });
  await act("update_commitment", { id: commitment.id, description: "With lines hidden" });

  await shows(commitment, {
    record: "error",
    failure: {
      title: expect.stringContaining("do not add up to the original contract") as string,
      detail: expect.stringMatching(
        /come to 10000\.00, but .* come to 7000\.00\. Nothing was sent/,
      ) as string,
      whoseMove: "admin",
    },
  });
  expect(amounts()).toEqual(["10000.00"]);
});
