import { beforeEach, expect, it } from "vitest";
import { issueGrant } from "./oauth/grants.ts";
import { Visitor } from "./pages/visitor.ts";
import type { Commitment } from "./records.ts";
import { wireId } from "./rest/wire.ts";
import { CLIENT, useStage } from "./stage.ts";

const stage = useStage();
let commitment: Commitment;

beforeEach(async () => {
  await stage.act("install_app", { companyId: stage.uk.id });
  await stage.act("configure_app", { companyId: stage.uk.id, appliesToAllProjects: true });
  commitment = [...stage.state.commitments.values()].find(
    ({ companyId, id }) => companyId === stage.uk.id && BigInt(Number(id)) !== BigInt(id),
  ) as Commitment;
});

/** The answer's text, digit for digit. */
async function textOf(path: string): Promise<string> {
  const { accessToken } = issueGrant(stage.state, {
    clientId: CLIENT.id,
    userId: stage.state.serviceUserId,
    isService: true,
  });
  return (
    await fetch(stage.url + path, {
      headers: { authorization: `Bearer ${accessToken}`, "procore-company-id": stage.uk.id },
    })
  ).text();
}

it("sends ids beyond 2^53 as numbers in v1 and as strings in v2, every digit of them", async () => {
  const v1 = await textOf(
    `/rest/v1.0/work_order_contracts?project_id=${commitment.projectId}&per_page=2000`,
  );
  const v2 = await textOf(
    `/rest/v2.0/companies/${stage.uk.id}/projects/${commitment.projectId}/commitment_contracts?per_page=100`,
  );

  expect(v1).toContain(`"id":${commitment.id},`);
  expect(v1).toContain(`"project":{"id":${commitment.projectId},`);
  expect(v2).toContain(`"id":"${commitment.id}"`);
});

it("takes them as numbers and as strings in bodies", async () => {
  const path = `/rest/v1.0/${commitment.kind}s/${commitment.id}`;
  const write = (project_id: unknown, title: string) =>
    stage.call("PATCH", path, {
      company: stage.uk.id,
      body: { project_id, [commitment.kind]: { title } },
    });

  const answers = [
    await write(wireId(commitment.projectId), "By number"),
    await write(commitment.projectId, "By string"),
    await write(wireId(`${BigInt(commitment.projectId) - 1n}`), "Next door"),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
  expect(commitment.title).toBe("By string");
});

it("names them in webhooks, in what the host tells the panel and in its links", async () => {
  await stage.call(
    "POST",
    `/rest/v2.0/companies/${stage.uk.id}/projects/${commitment.projectId}/webhooks/hooks`,
    {
      company: stage.uk.id,
      body: {
        payload_version: "v3.0",
        namespace: "crosstie",
        destination_url: "https://app.example.com/hooks",
      },
    },
  );
  const [hook] = stage.state.hooks.keys();
  await stage.call(
    "POST",
    `/rest/v2.0/companies/${stage.uk.id}/projects/${commitment.projectId}/webhooks/hooks/${hook}/triggers`,
    { company: stage.uk.id, body: { resource_name: "Work Order Contracts", event_type: "update" } },
  );
  await stage.act("set_webhook_options", { paused: true });
  await stage.act("update_commitment", { id: commitment.id, title: "Renamed" });
  const director = new Visitor(stage.url);
  await director.signIn("admin@harborview.example");

  const { text } = await director.open(
    `/projects/${commitment.projectId}/commitments/${commitment.id}`,
  );

  expect(JSON.stringify(stage.state.deliveries[0]?.payload)).toContain(
    `"resource_id":${commitment.id}`,
  );
  expect(text.replaceAll("&quot;", '"').replaceAll("&#34;", '"')).toContain(
    `"id":"${commitment.id}"`,
  );
  expect(text).toContain(
    `href="/projects/${commitment.projectId}/commitments/${commitment.id}/requisitions"`,
  );
});
