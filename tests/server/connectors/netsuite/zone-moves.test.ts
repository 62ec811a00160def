import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { readAccount } from "../../../../server/connectors/netsuite/account.ts";
import { changesSince } from "../../../../server/connectors/netsuite/changes-since.ts";
import { client } from "../../../../server/connectors/netsuite/client.ts";
import { type SuiteQl, suiteQl } from "../../../../server/connectors/netsuite/suiteql.ts";
import { type NetSuiteStage, openNetSuite } from "../../../contracts/connector/netsuite-stage.ts";

/** The two ends of the world, and clocks that change by one hour, by two, by half an hour, never. */
const ZONES = [
  "America/New_York",
  "America/Los_Angeles",
  "America/Phoenix",
  "America/Santiago",
  "Europe/London",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Antarctica/Troll",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Etc/GMT+12",
];
/** An hour or two before some of these clocks change, and a day on which none does. */
const BEGINNINGS = [
  "2025-03-09T05:30:00Z",
  "2025-03-30T00:10:00Z",
  "2025-04-05T14:10:00Z",
  "2025-04-06T01:30:00Z",
  "2025-10-25T23:40:00Z",
  "2025-10-30T20:00:00Z",
  "2025-11-02T04:20:00Z",
  "2025-11-02T07:20:00Z",
  "2025-06-12T12:00:00Z",
];
const zone = fc.constantFrom(...ZONES);
const page = fc.integer({ min: 1, max: 3 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ save: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ minutes: fc.constantFrom(0.3, 7, 25, 50, 70, 300, 1600) }) },
  { weight: 2, arbitrary: fc.record({ zone }) },
  { weight: 3, arbitrary: fc.record({ pull: fc.constant("whole" as const) }) },
  { weight: 1, arbitrary: fc.record({ stopAfter: page }) },
  { weight: 1, arbitrary: fc.record({ moveAfter: page, zone }) },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

let clock = new Date();
let stage: NetSuiteStage;
let suiteql: SuiteQl;

beforeAll(async () => {
  stage = await openNetSuite({ now: () => clock });
  const account = readAccount({ ...stage.credentials, baseUrl: stage.url });
  const send = client(account, { lane: (call) => call(), pause: async () => undefined });
  suiteql = suiteQl(send, stage.url, 3);
  return () => stage.close();
});

async function begin(instant: string, options: object): Promise<Day> {
  // Signed in today: the token holds on every earlier day as well.
  clock = new Date();
  await fetch(`${stage.url}/_sandbox/reset`, { method: "POST" });
  await pages(undefined, clock).next();
  clock = new Date(instant);
  stage.act({ do: "open_period", name: "Mar 2025" });
  stage.act({ do: "set_options", ...options });
  return new Day();
}

const pages = (cursor: string | undefined, from: Date) => changesSince(suiteql, cursor, from);

/** Somebody saves and deletes bills, the account moves, and we keep up with it or not. */
class Day {
  /** What was saved or deleted and has not come yet. */
  readonly missing = new Set<string>();
  readonly #began = clock;
  #bills: string[] = [];
  #cursor: string | undefined;
  readonly #vendorId = stage.createVendor("Keystone Paving");

  async play(given: Step): Promise<void> {
    if ("save" in given) this.#save(given.save);
    else if ("remove" in given) this.#remove(given.remove);
    else if ("minutes" in given) clock = new Date(clock.getTime() + given.minutes * 60_000);
    else if ("stopAfter" in given) await this.#read({ stopAfter: given.stopAfter });
    else if ("moveAfter" in given) await this.#read(given);
    else if ("pull" in given) await this.pull();
    else stage.act({ do: "set_options", timeZone: given.zone });
  }

  async pull(): Promise<void> {
    await this.#read({});
    expect([...this.missing]).toEqual([]);
  }

  async #read(at: { stopAfter?: number; moveAfter?: number; zone?: string }): Promise<void> {
    let read = 0;
    for await (const { billIds, cursor } of pages(this.#cursor, this.#began)) {
      for (const id of billIds) this.missing.delete(id);
      this.#cursor = cursor;
      read += 1;
      if (read === at.stopAfter) return;
      if (read === at.moveAfter) stage.act({ do: "set_options", timeZone: at.zone });
    }
  }

  #save(which: number): void {
    const billId = this.#bills[which];
    const number = `B-${(numbers += 1)}`;
    if (billId) stage.act({ do: "edit_bill", billId, changes: { tranId: number } });
    else this.#bills.push(this.#create(number));
    this.missing.add(this.#bills[billId ? which : this.#bills.length - 1]!);
  }

  #create(number: string): string {
    const bill = { vendorId: this.#vendorId, number, amount: "10.00" };
    return (stage.act({ do: "create_bill", ...bill }) as { billId: string }).billId;
  }

  #remove(which: number): void {
    const [billId] = this.#bills.splice(which, 1);
    if (billId === undefined) return;
    stage.act({ do: "delete_bill", billId });
    this.missing.add(billId);
  }
}

let numbers = 0;

interface Told {
  instant: string;
  timeZone: string;
  stamps: "seconds" | "minutes";
  steps: Step[];
}

async function holds({ instant, steps, ...options }: Told): Promise<void> {
  const day = await begin(instant, options);
  for (const one of steps) await day.play(one);
  await day.pull();
}

it("misses nothing, wherever and whenever the account's clock is moved", async () => {
  const told = fc.record<Told>({
    instant: fc.constantFrom(...BEGINNINGS),
    timeZone: zone,
    stamps: fc.constantFrom("seconds", "minutes"),
    steps: fc.array(step, { minLength: 4, maxLength: 20 }),
  });

  await fc.assert(fc.asyncProperty(told, holds), { numRuns: 15 });
}, 120_000);

it("misses nothing when the account is moved between two pages", async () => {
  const saved: Step[] = [{ save: 0 }, { save: 1 }, { save: 2 }];

  await holds({
    instant: "2025-06-12T12:00:00Z",
    timeZone: "America/New_York",
    stamps: "seconds",
    steps: [
      ...saved,
      { minutes: 7 },
      { save: 3 },
      { minutes: 300 },
      { save: 4 },
      { moveAfter: 1, zone: "America/Los_Angeles" },
    ],
  });
});

it.each([
  ["America/New_York", "2025-11-02T05:55:00Z"],
  ["America/Santiago", "2025-04-06T02:55:00Z"],
  ["Antarctica/Troll", "2025-10-26T00:55:00Z"],
])("misses nothing in the hours that %s has twice", async (timeZone, instant) => {
  const saved: Step[] = [{ save: 3 }, { pull: "whole" }];

  await holds({
    instant,
    timeZone,
    stamps: "seconds",
    steps: [...saved, { minutes: 7 }, ...saved, { minutes: 50 }, ...saved],
  });
});

it.each([
  ["America/New_York", "2025-03-09T06:55:00Z"],
  ["Africa/Cairo", "2025-04-24T21:55:00Z"],
])("misses nothing around the hour that %s leaves out", async (timeZone, instant) => {
  const saved: Step[] = [{ save: 3 }, { minutes: 25 }, { pull: "whole" }];

  await holds({ instant, timeZone, stamps: "minutes", steps: [...saved, ...saved, ...saved] });
});
