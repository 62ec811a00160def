import { Writable } from "node:stream";
import { beforeAll, expect, it } from "vitest";
import { deliver } from "../bad-days/deliveries.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { install, type Installed, must } from "../world/install.ts";
import { type Caller, people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { aDelivery, secretOf } from "./genuine.ts";
import { standing } from "./standing.ts";

const lines: string[] = [];
const logTo = new Writable({
  write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()),
});
const { world, installed } = useWorld({ logLevel: "warn", logTo });

let hidden: Commitment;
let british: Installed;
beforeAll(async () => {
  hidden = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Settlement works",
    private: true,
  });
  await atRest(world);
});

/** Another company, whose people are none of ours. */
function elsewhere(): Commitment {
  const { commitments, users } = world.procore.system.live();
  const { memberships } = [...users.values()].find(({ login }) => login === people.stranger)!;
  const here = memberships.findIndex(({ companyId }) => companyId === installed.companyId);
  if (here >= 0) memberships.splice(here, 1);
  return [...commitments.values()].find(({ companyId }) => companyId !== installed.companyId)!;
}

/** All that a caller can see of an answer, but for when and for whom it was made. */
async function seen(caller: Caller, method: string, path: string, body?: unknown) {
  const response = await fetch(`${world.appUrl}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${caller.token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const changing = ["date", "x-request-id", "etag", "ratelimit"];
  const headers = [...response.headers].filter(([name]) => !changing.includes(name));
  const text = (await response.text()).replaceAll(/"requestId":"[^"]+"/g, "");
  return { status: response.status, headers, text };
}

const doorsOf = ({
  companyId,
  projectId,
  id,
}: Pick<Commitment, "companyId" | "projectId" | "id">) =>
  [
    ["GET", `/companies/${companyId}/installation`],
    ["DELETE", `/companies/${companyId}/installation`],
    ["GET", `/companies/${companyId}/activities`],
    ["POST", `/companies/${companyId}/payments/sync`],
    ["GET", `/companies/${companyId}/live`],
    ["GET", `/companies/${companyId}/projects/${projectId}/commitments/${id}`],
    ["POST", `/companies/${companyId}/projects/${projectId}/commitments/${id}/sync`],
  ] as const;
const nowhere = { companyId: "999999999999999", projectId: "1", id: "1" };

it("tells people the same of a company that uses Crosstie, of one that does not, of one that left and of none", async () => {
  const look = async (of: Parameters<typeof doorsOf>[0]) => {
    const answers = [];
    for (const [method, path] of doorsOf(of)) {
      answers.push(await seen(installed.admin, method, path));
    }
    return answers;
  };
  const place = elsewhere();
  const none = await look(nowhere);
  const before = await look(place);
  british = await install(world, {}, "stranger");
  const uses = await look(place);
  await createCommitment(world, british, { vendor: "Calder Facades Ltd", title: "Cladding" });
  await atRest(world);
  await must(british.admin.send("DELETE", `/companies/${british.companyId}/installation`));
  const left = await look(place);

  expect(new Set(none.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(none[0]).toMatchObject({ status: 404 });
  expect([before, uses, left]).toEqual([none, none, none]);
});

it("asks nothing of Procore, and looks at no row, for a company that is not theirs", async () => {
  const [[method, path]] = doorsOf(nowhere);
  await seen(installed.admin, method, path);
  // the clock's own looks at hooks and lists are no answer to a stranger
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
  const before = await standing(world);
  const heard = world.procore.tap.heard.length;
  for (const [verb, address] of doorsOf(elsewhere())) await seen(installed.admin, verb, address);

  expect(world.procore.tap.heard.slice(heard)).toEqual([]);
  expect(await standing(world)).toEqual(before);
});

it("tells a person the same of a private commitment and of none", async () => {
  const superintendent = await signIn(world, "superintendent");
  const at = `/companies/${installed.companyId}/projects/${hidden.projectId}/commitments`;
  for (const [method, door] of [
    ["GET", ""],
    ["GET", "/preview"],
    ["POST", "/sync"],
    ["POST", "/payments/sync"],
  ] as const) {
    const secret = await seen(superintendent, method, `${at}/${hidden.id}${door}`);
    expect(secret.status).toBe(404);
    expect(await seen(superintendent, method, `${at}/999999999${door}`)).toEqual(secret);
  }
  const live = (id: string) =>
    `/companies/${installed.companyId}/live?projectId=${hidden.projectId}&commitmentId=${id}`;
  expect(await seen(superintendent, "GET", live(hidden.id))).toEqual(
    await seen(superintendent, "GET", live("999999999")),
  );
});

it("tells an admin the same of another company's activity, project and invoice and of none", async () => {
  const at = `/companies/${installed.companyId}`;
  const place = elsewhere();
  const { requisitions } = world.procore.system.live();
  const invoice = [...requisitions.values()].find(
    ({ commitmentId }) => commitmentId !== hidden.id,
  )!;
  const of = { company_id: british.companyId };
  const [theirs] = await world.database
    .admin("activities")
    .where(of)
    .pluck<string[]>("activity_id");
  const commitment = `${at}/projects/${hidden.projectId}/commitments/${hidden.id}`;
  for (const [method, real, none, body] of [
    ["GET", `${at}/activities/${theirs!}`, `${at}/activities/999999999`],
    ["POST", `${at}/activities/${theirs!}/retry`, `${at}/activities/999999999/retry`],
    ["POST", `${commitment}/invoices/${invoice.id}/sync`, `${commitment}/invoices/999999999/sync`],
    [
      "POST",
      `${commitment}/invoices/${invoice.id}/link`,
      `${commitment}/invoices/999999999/link`,
      { id: "1" },
    ],
    [
      "GET",
      `${at}/projects/${place.projectId}/commitments/${place.id}`,
      `${at}/projects/${place.projectId}/commitments/999999999`,
    ],
  ] as const) {
    const answer = await seen(installed.admin, method, real, body);
    expect([real, answer.status]).toEqual([real, 404]);
    expect(await seen(installed.admin, method, none, body)).toEqual(answer);
  }
  const choose = (id: string) =>
    seen(installed.admin, "PUT", `${at}/installation/projects`, { projectIds: [id] });
  const [real, none] = [await choose(place.projectId), await choose("999999999")];
  expect(real.status).toBe(400);
  expect(real.text.replaceAll(place.projectId, "…")).toBe(none.text.replaceAll("999999999", "…"));
});

it("tells a stranger the same of a session that has ended, of one that was never made and of none", async () => {
  const gone = await signIn(world, "accounting");
  await must(gone.send("DELETE", "/session"));
  const path = `/companies/${installed.companyId}/activities`;

  const answers = [gone, { token: "x".repeat(43) }, { token: "" }].map((caller) =>
    seen(caller as Caller, "GET", path),
  );

  const [ended, never, none] = await Promise.all(answers);
  expect(ended).toMatchObject({ status: 401 });
  expect([never, none]).toEqual([ended, ended]);
});

it("tells senders of deliveries nothing: what became of one is in the log alone", async () => {
  const answers = await Promise.all([
    deliver(
      world,
      aDelivery(installed, { company_id: 31_415, resource_name: "Very Private Name" }),
      "x",
    ),
    deliver(world, aDelivery(installed), "Bearer of-someone-else"),
    deliver(world, aDelivery(british), secretOf(world, installed)),
    deliver(world, '{"company_id":', "x"),
    deliver(world, aDelivery(installed), secretOf(world, installed)),
  ]);

  const told = answers.map((answer) => [
    answer.status,
    ...[...answer.headers].filter(([name]) => name !== "date"),
  ]);
  for (const one of told) expect(one).toEqual(told[0]);
  const logged = lines.join("");
  expect(logged).toContain('"outcome":"unknown_company"');
  expect(logged).toContain('"outcome":"wrong_secret"');
  expect(logged).not.toContain("Very Private Name");
  expect(logged).not.toContain(secretOf(world, installed));
});
