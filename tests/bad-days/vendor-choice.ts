import type { CommitmentView } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment, pathOf } from "../world/commitments.ts";
import { type Installed, must } from "../world/install.ts";
import type { World } from "../world/open-world.ts";
import type { Answer, Caller } from "../world/sign-in.ts";

let made = 0;

/** Vendors of Procore's directory and of NetSuite, and what people choose between them. */
export class VendorChoice {
  readonly #world: World;
  readonly #installed: Installed;

  constructor(world: World, installed: Installed) {
    this.#world = world;
    this.#installed = installed;
  }

  /** In Procore's directory; `#` in the name makes it one that no other test has. */
  async inProcore(name: string, fields: object = {}): Promise<string> {
    const vendor = name.replace("#", String((made += 1)));
    const { companyId } = this.#installed;
    await this.#world.procore.system.act({
      do: "create_vendor",
      companyId,
      fields: { name: vendor, ...fields },
    });
    return vendor;
  }

  async inNetSuite(companyName: string, more: object = {}): Promise<string> {
    return (await this.act({ do: "create_vendor", companyName, ...more })).vendorId;
  }

  act(what: { do: string; [argument: string]: unknown }): Promise<{ vendorId: string }> {
    return this.#world.netsuite.system.act(what) as Promise<{ vendorId: string }>;
  }

  async commitment(vendor: string, part = "Steps"): Promise<Commitment> {
    const title = `${part} of ${vendor}`;
    const commitment = await createCommitment(this.#world, this.#installed, { vendor, title });
    await atRest(this.#world);
    return commitment;
  }

  /** Presses a button of the failure, in the admin's name unless told otherwise. */
  press(
    commitment: Commitment,
    how: { link: string } | { decline: string[] },
    caller: Caller = this.#installed.admin,
  ): Promise<Answer<unknown>> {
    const path = `${pathOf(this.#installed, commitment)}/vendor`;
    return "link" in how
      ? caller.send("POST", `${path}/link`, { id: how.link })
      : caller.send("POST", path, { declined: how.decline });
  }

  async choose(commitment: Commitment, how: Parameters<VendorChoice["press"]>[1]): Promise<void> {
    await must(this.press(commitment, how));
    await atRest(this.#world);
  }

  async retry(commitment: Commitment): Promise<void> {
    await must(this.#installed.admin.send("POST", `${pathOf(this.#installed, commitment)}/sync`));
    await atRest(this.#world);
  }

  /** How often a vendor was written. */
  writes(): number {
    return countCalls(this.#world.netsuite, "PUT", /\/vendor\/eid:/);
  }
}

export const shown = ({ failure }: CommitmentView) =>
  failure?.candidates.map(({ id, why }) => `${id} ${why}`);
