import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

it.each(["panel", "console"])(
  "shows a payment once when what was typed in its stead has been deleted and payments were asked for in the %s",
  async (place) => {
    const bill = await billed(world, installed, { vendor, title: `Deleted, then ${place}` });
    const { commitment } = bill;
    const fields = { amount: "250.00", date: "2026-05-04", origin_id: "other-erp-9" };
    const typed = (await world.procore.system.act({
      do: "create_payment",
      contractId: commitment.id,
      fields: { ...fields, check_number: "1070", payment_method: "check" },
    })) as { id: string };
    const { billId } = bill;
    const paid = { billId, amount: "250.00", method: "check", checkNumber: "1070" };
    await world.netsuite.system.act({ do: "pay_bill", ...paid });
    await syncPayments(installed, commitment);
    await atRest(world);
    const colleague = { ...installed, admin: await signIn(world, "accounting") };
    for (const person of [installed, colleague]) {
      const { money, payments } = await viewOf(person, commitment);
      expect(money.paid).toBe("250.00");
      expect(payments.map(({ status }) => status).toSorted()).toEqual(["doubtful", "procore_only"]);
    }

    world.procore.system.live().payments.get(typed.id)!.originId = null;
    await world.procore.system.act({ do: "delete_payment", id: typed.id });
    const inPanel = () => syncPayments(installed, commitment);
    const inConsole = () =>
      must(installed.admin.send("POST", `/companies/${installed.companyId}/payments/sync`));
    await (place === "panel" ? inPanel() : inConsole());
    await atRest(world);

    for (const person of [installed, colleague]) {
      expect(await viewOf(person, commitment)).toMatchObject({
        money: { paid: "250.00" },
        payments: [{ amount: "250.00", status: "synced" }],
      });
    }
  },
);

it("counts no more what somebody deleted by hand once payments were asked for", async () => {
  const bill = await billed(world, installed, { vendor, title: "Deleted alone" });
  await payBill(world, installed, bill, "100.00");
  await atRest(world);
  const { commitment } = bill;
  const typed = (await world.procore.system.act({
    do: "create_payment",
    contractId: commitment.id,
    fields: { amount: "50.00", date: "2026-05-04", payment_method: "check" },
  })) as { id: string };
  await syncPayments(installed, commitment);
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ money: { paid: "150.00" } });

  await world.procore.system.act({ do: "delete_payment", id: typed.id });
  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({ money: { paid: "100.00" } });
});
