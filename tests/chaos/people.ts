import { Decimal } from "decimal.js";
import { ActRefused } from "../sandbox/core/system.ts";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import { billsOf } from "../world/books.ts";
import { pathOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { ServedNetSuite } from "../world/outside.ts";
import type { Deed } from "./plan-deeds.ts";
import type { Stage } from "./stage.ts";

/** It needs something that is not there yet. */
const NOT_YET = "not yet";

interface Owned {
  id: string;
  company: Installed;
  netsuite: ServedNetSuite;
}

/** What people do: at the sandboxes' doors, and through Crosstie's API. */
export class People {
  readonly #stage: Stage;
  readonly #say: (text: string) => void;
  readonly #orders = new Map<number, Owned>();
  readonly #invoices = new Map<number, Owned>();
  readonly #payments = new Map<number, Owned>();
  #postponed: Deed[] = [];

  constructor(stage: Stage, say: (text: string) => void) {
    this.#stage = stage;
    this.#say = say;
  }

  /** Resolves with what came of it, in words. */
  async do(deed: Deed): Promise<string> {
    try {
      const outcome = (await this.#act(deed)) ?? "done";
      if (outcome === NOT_YET) this.#postponed.push(deed);
      return outcome;
    } catch (error) {
      if (error instanceof ActRefused) return `refused: ${error.message}`;
      throw error;
    }
  }

  /** Resolves with how many there are still. */
  async doPostponed(): Promise<number> {
    const deeds = this.#postponed.splice(0);
    for (const deed of deeds) {
      const outcome = await this.do(deed);
      if (outcome !== NOT_YET) this.#say(`${JSON.stringify(deed)}, at last: ${outcome}`);
    }
    const left = this.#postponed.length;
    // What one of them has done may be what another waits for.
    return left === 0 || left === deeds.length ? left : this.doPostponed();
  }

  #act(deed: Deed): Promise<string | void> {
    switch (deed.do) {
      case "order":
        return this.#write(deed);
      case "invoice":
        return this.#bill(deed);
      case "pay":
        return this.#pay(deed);
      case "void":
        return this.#void(deed);
      case "an hour passes":
        return this.#passAnHour();
      default:
        return this.#change(deed);
    }
  }

  async #write(deed: Extract<Deed, { do: "order" }>): Promise<void> {
    const { order, isTheirs, project, vendor, kind, amounts, isDraft } = deed;
    const { ours, theirs, netsuite, neighbour } = this.#stage;
    const company = isTheirs ? theirs : ours;
    const state = this.#stage.procore.system.live();
    const projectId = company.projects[project % company.projects.length]!.id;
    const vendors = [...state.vendors.values()].filter(
      ({ companyId }) => companyId === company.companyId,
    );
    const costCode = [...state.costCodes.values()].find((code) => code.projectId === projectId);
    const made = await this.#procore("create_commitment", {
      projectId,
      kind,
      fields: {
        title: `Order ${order}`,
        status: isDraft ? "Draft" : "Approved",
        executed: !isDraft,
        vendor_id: vendors[vendor % vendors.length]!.id,
        contract_date: "2026-04-01",
      },
      lines: amounts.map((amount, line) => ({
        description: `Part ${line + 1}`,
        amount,
        cost_code_id: costCode!.id,
      })),
    });
    this.#orders.set(order, { id: made.id, company, netsuite: isTheirs ? neighbour : netsuite });
  }

  async #change(
    deed: Exclude<Deed, { do: "order" | "invoice" | "pay" | "void" | "an hour passes" }>,
  ): Promise<string | void> {
    const order = this.#orders.get(deed.order);
    if (!order) return NOT_YET;
    const { id } = order;
    const commitment = this.#stage.procore.system.live().commitments.get(id)!;
    if (deed.do === "approve") await this.#procore("approve_commitment", { id });
    if (deed.do === "delete") await this.#procore("delete_commitment", { id });
    if (deed.do === "edit") {
      const line = { commitmentId: id, lineId: commitment.lines[0]!.id };
      const amount = new Decimal(commitment.lines[0]!.amount).plus(deed.amount).toFixed(2);
      await this.#procore("set_line_amount", { ...line, amount });
    }
    if (deed.do === "add line") {
      const { costCodeId } = commitment.lines[0]!;
      const fields = { description: "More", amount: deed.amount, cost_code_id: costCodeId };
      await this.#procore("add_line", { commitmentId: id, fields });
    }
    if (deed.do === "change order") {
      const lines = [{ description: "Extra work", amount: deed.amount }];
      const given = { commitmentId: id, title: "Extra", status: "approved", lines };
      await this.#procore("create_change_order", given);
    }
    if (deed.do === "press Sync payments") {
      const path = `${pathOf(order.company, commitment)}/payments/sync`;
      return order.company.admin.send("POST", path).then(
        ({ status }) => `answered ${status}`,
        (error: unknown) => `not answered: ${String(error)}`,
      );
    }
  }

  async #bill({ invoice, order, percent }: Extract<Deed, { do: "invoice" }>) {
    const found = this.#orders.get(order);
    if (!found) return NOT_YET;
    const given = { commitmentId: found.id, percent: String(percent) };
    const { id } = await this.#procore("create_requisition", given);
    this.#invoices.set(invoice, { ...found, id });
    await this.#procore("approve_requisition", { id });
  }

  async #pay({ payment, invoice, percent }: Extract<Deed, { do: "pay" }>) {
    const found = this.#invoices.get(invoice);
    const [bill] = found ? billsOf(found, found.id) : [];
    if (!found || !bill) return NOT_YET;
    const amount = total(bill).times(percent).div(100).toFixed(2);
    const given = { do: "pay_bill", billId: bill.id, amount, method: "check" };
    const { paymentId } = (await found.netsuite.system.act(given)) as { paymentId: string };
    this.#payments.set(payment, { ...found, id: paymentId });
  }

  async #void({ payment }: Extract<Deed, { do: "void" }>) {
    const found = this.#payments.get(payment);
    if (!found) return NOT_YET;
    await found.netsuite.system.act({ do: "void_payment", paymentId: found.id });
  }

  async #passAnHour(): Promise<string> {
    const { admin } = this.#stage.database;
    return admin("schedules")
      .where({ task: "pull" })
      .update({ due_at: admin.fn.now() })
      .then(
        () => "done",
        (error: unknown) => `the database is away: ${String(error)}`,
      );
  }

  async #procore(name: string, given: object): Promise<{ id: string }> {
    return (await this.#stage.procore.system.act({ do: name, ...given })) as { id: string };
  }
}
