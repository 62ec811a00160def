import { afterAll, beforeAll, expect, it } from "vitest";
import { Stops } from "../bench/stops.ts";
import { keepLog } from "./keep-log.ts";
import { planOf } from "./plan.ts";
import { play } from "./play.ts";
import { type ChaosPostgres, startPostgres } from "./postgres.ts";

const SECONDS = 20;

const stops = new Stops();
let postgres: ChaosPostgres;

beforeAll(async () => void (postgres = await startPostgres(stops)));
afterAll(() => stops.stopAll());

it.each([1, 2, 3])(
  "leaves both systems true and nothing undone, whatever breaks: seed %i",
  async (seed) => {
    const plan = planOf(seed, SECONDS);

    const { problems, log } = await play(postgres, plan);

    const file = await keepLog(plan, log);
    expect(problems, `the whole of it is in ${file}`).toEqual([]);
  },
  900_000,
);
