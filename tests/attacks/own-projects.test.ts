import { beforeAll, expect, it, onTestFinished } from "vitest";
import type { ActivityChoices, ActivityPage, Installation } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { type Caller, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed: ours } = useWorld();
const made = {} as Record<"open" | "hidden" | "elsewhere", Commitment>;
let superintendent: Caller;

const vendor = "Acme Steel Erectors";
const activities = () => `/companies/${ours.companyId}/activities`;
const memberOf = (login: string) => {
  const user = [...world.procore.system.live().users.values()].find((one) => one.login === login)!;
  return user.memberships.find(({ companyId }) => companyId === ours.companyId)!;
};

beforeAll(async () => {
  const [first, second] = ours.projects;
  const membership = memberOf("super@ridgeline.example");
  membership.projects = {
    [first!.id]: { ...membership.projects[first!.id], Commitments: "Read Only" },
  };
  made.open = await createCommitment(world, ours, { vendor, title: "Pergola" });
  made.hidden = await createCommitment(world, ours, { vendor, title: "Vault", private: true });
  made.elsewhere = await createCommitment(
    world,
    { ...ours, projects: [second!, first!] },
    { vendor, title: "Far away" },
  );
  await atRest(world);
  superintendent = await signIn(world, "superintendent");
});

async function idOf(title: string): Promise<string> {
  const { items } = await must(ours.admin.get<ActivityPage>(`${activities()}?q=${title}`));
  return items[0]!.id;
}

it("shows a project's people what changed there, but for what Procore hides from them", async () => {
  const { items, counts } = await must(superintendent.get<ActivityPage>(activities()));

  expect(items.map(({ title }) => title.split(" · ")[1])).toEqual(["Pergola"]);
  expect(counts).toEqual({ pending: 1, failed: 0, completed: 0 });
  expect(items[0]).toMatchObject({ canRetry: false, projectId: ours.projects[0]!.id });
});

it.each(["q=Vault", "q=Far", "vendor=1", "tab=completed"])(
  "shows no more of it by asking for %s",
  async (query) => {
    const { items, counts } = await must(
      superintendent.get<ActivityPage>(`${activities()}?${query}`),
    );

    expect(items).toEqual([]);
    expect(counts?.completed).toBe(0);
  },
);

it("answers for what is hidden as for what is not there", async () => {
  const nothing = {
    status: 404,
    body: { code: "not_found", message: "This company has no such activity." },
  };
  expect(await superintendent.get(`${activities()}/999999999`)).toMatchObject(nothing);

  for (const title of ["Vault", "Far"]) {
    const id = await idOf(title);
    expect(await superintendent.get(`${activities()}/${id}`)).toMatchObject(nothing);
    expect(await superintendent.send("POST", `${activities()}/${id}/retry`)).toMatchObject({
      status: 404,
    });
  }
  const own = await idOf("Pergola");
  expect(await superintendent.get(`${activities()}/${own}`)).toMatchObject({ status: 200 });
  expect(await superintendent.send("POST", `${activities()}/${own}/retry`)).toMatchObject({
    status: 403,
  });
});

it("offers them their own projects and vendors to filter by, and no settings", async () => {
  const choices = await must(superintendent.get<ActivityChoices>(`${activities()}/choices`));
  const installation = await must(
    superintendent.get<Installation>(`/companies/${ours.companyId}/installation`),
  );

  expect(choices.projects.map(({ id }) => id)).toEqual([ours.projects[0]!.id]);
  expect(choices.vendors.filter(({ name }) => name !== vendor)).toEqual([]);
  expect(installation).toMatchObject({
    connection: null,
    projects: [{ id: ours.projects[0]!.id }],
    may: { viewActivities: true, viewCompany: false, changeSettings: false, viewAuditLog: false },
  });
});

it("tells them live of what they see alone", async () => {
  const heard = await hear();

  for (const { id } of [made.hidden, made.elsewhere, made.open]) {
    await world.procore.system.act({ do: "update_commitment", id, title: "Told" });
    await atRest(world);
  }

  const parentsOf = (text: string) =>
    [...text.matchAll(/"activity".*?"parent":"(commitment:\d+)"/g)].map(([, parent]) => parent);
  const own = `commitment:${made.open.id}`;
  await expect.poll(() => parentsOf(heard()), soon).toContain(own);
  expect(new Set(parentsOf(heard()))).toEqual(new Set([own]));
});

async function hear(): Promise<() => string> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(`${world.appUrl}/api/v1/companies/${ours.companyId}/live`, {
    headers: { authorization: `Bearer ${superintendent.token}` },
    signal: controller.signal,
  });
  let heard = "";
  void (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) heard += chunk;
  })().catch(() => undefined);
  return () => heard;
}
