import { expect, it, onTestFinished } from "vitest";
import { describe } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import { deliver } from "../bad-days/deliveries.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { aDelivery, secretOf } from "./genuine.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

interface Operation {
  parameters: { name: string; in: "path" | "query"; schema: { pattern?: string } }[];
}
const { paths } = describe({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};

/** Each door once for each id in its address: that one is spelled otherwise. */
const doors = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { parameters }]) =>
    parameters
      .filter(({ name, schema }) => name.endsWith("Id") && schema.pattern)
      .map((odd) => ({ method: method.toUpperCase(), path, odd })),
  ),
);

/** What stands before and after the digits: all of it would be that number to somebody. */
const SPELLINGS = [
  ["0", ""],
  ["+", ""],
  ["%20", ""],
  ["", "%0a"],
  ["", ".0"],
  ["", "e0"],
  ["", "%00"],
  ["", "%D9%A0"],
  ["0x", ""],
  ["-", ""],
] as const;

it("refuses an id that Procore would take for another record's, at every door and in every place of it", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Spelled otherwise",
  });
  await atRest(world);
  const { companyId, projectId, id: commitmentId } = commitment;
  const ids: Record<string, string> = { companyId, projectId, commitmentId };
  const untouched = await standing(world);
  const answers: string[] = [];
  // no person may ask for so much alone
  const others = ["accounting", "projectManager", "superintendent"] as const;
  const users = [...world.procore.system.live().users.values()];
  for (const name of others) {
    const { companyTools } = users.find(({ login }) => login === people[name])!.memberships[0]!;
    Object.assign(companyTools, { Admin: "Admin" });
  }
  const theirs = await Promise.all(others.map((name) => signIn(world, name)));
  const callers = [installed.admin, ...theirs];
  for (const { method, path, odd } of doors) {
    for (const [before, after] of SPELLINGS) {
      const id = (name: string) => {
        const own = ids[name] ?? "1";
        return name === odd.name ? `${before}${own}${after}` : own;
      };
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => id(name));
      const query = odd.in === "query" ? `?${odd.name}=${id(odd.name)}` : "";
      const caller = callers[answers.length % callers.length]!;
      const { status } = await caller.send(method as "POST", address + query);
      answers.push(`${method} ${address}${query}: ${status}`);
    }
  }

  expect(answers.filter((one) => !one.endsWith(": 400"))).toEqual([]);
  expect(answers.length).toBeGreaterThan(300);
  expect(await standing(world)).toEqual(untouched);
  await installed.admin.send(
    "POST",
    `${pathOf(installed, { ...commitment, id: `0${commitmentId}` })}/sync`,
  );
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "pending" });
});

it("refuses such an id in a body, too", async () => {
  const { companyId, projects } = installed;
  const { status } = await installed.admin.send(
    "PUT",
    `/companies/${companyId}/installation/projects`,
    {
      projectIds: [`0${projects[0]!.id}`],
    },
  );
  expect(status).toBe(400);
});

const contract = (title: string) =>
  createCommitment(world, installed, { vendor: "Acme Steel Erectors", title });

it("takes a delivery that spells an id otherwise for one of the same record", async () => {
  const commitment = await contract("Delivered otherwise");
  await atRest(world);
  const records = await world.database.admin("records").count();

  const spelled = aDelivery(installed, { resource_id: `000${commitment.id}` });
  expect((await deliver(world, spelled, secretOf(world, installed))).status).toBe(204);
  await atRest(world);

  expect(await world.database.admin("records").count()).toEqual(records);
});

/** Asked for the first, Procore shows the second. */
function answersWith(asked: Commitment, shown: Commitment): void {
  onTestFinished(
    world.procore.tap.listen(async ({ method, path }, request) => {
      const isAsked = method === "GET" && path.endsWith(`_contracts/${asked.id}`);
      if (!isAsked || request.headers.has("x-own-question")) return undefined;
      const headers = { ...Object.fromEntries(request.headers), "x-own-question": "yes" };
      return fetch(request.url.replace(asked.id, shown.id), { headers });
    }),
  );
}

/** What could not be read is noted. */
const UNREAD = ["failed_reads", "problems"];

it("takes no record for the one that it asked for because an answer says so", async () => {
  const [asked, shown] = [await contract("Asked for"), await contract("Shown instead")];
  await atRest(world);
  await viewOf(installed, asked);
  answersWith(asked, shown);
  const before = await standing(world, UNREAD);

  const { status } = await installed.admin.send("POST", `${pathOf(installed, asked)}/sync`);
  await deliver(world, aDelivery(installed, { resource_id: asked.id }), secretOf(world, installed));
  await atRest(world);

  expect(status).toBe(502);
  const after = await standing(world, UNREAD);
  expect({ ...after, deliveries: "", jobs: "" }).toEqual({ ...before, deliveries: "", jobs: "" });
  expect([...ordersOf(world, asked), ...ordersOf(world, shown)]).toEqual([]);
});

it("links to nothing that NetSuite has not offered", async () => {
  const commitment = await contract("To be linked");
  await atRest(world);
  const before = await standing(world);

  for (const id of [
    "1",
    "-5",
    "../vendor/1",
    "1?expandSubResources=true",
    "eid:crosstie-vendor-1",
  ]) {
    const { status } = await installed.admin.send(
      "POST",
      `${pathOf(installed, commitment)}/vendor/link`,
      { id },
    );
    expect([id, status]).toEqual([id, 409]);
  }
  await atRest(world);
  expect(await standing(world)).toEqual(before);
});
