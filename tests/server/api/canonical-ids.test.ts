import { expect, it } from "vitest";
import { describe } from "../../../server/api/openapi.ts";
import { SessionRequest } from "../../../server/install/sessions.ts";
import { atRest } from "../../world/at-rest.ts";
import { createCommitment, pathOf, viewOf } from "../../world/commitments.ts";
import { useWorld } from "../../world/use-world.ts";

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

it("refuses an id that Procore would take for another record's, at every door and in every place of it", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Spelled otherwise",
  });
  await atRest(world);
  const { companyId, projectId, id: commitmentId } = commitment;
  const ids: Record<string, string> = { companyId, projectId, commitmentId };
  const before = await world.database.admin("records").count();
  const answers: string[] = [];
  for (const { method, path, odd } of doors) {
    for (const spelled of ["0", "+", "%20"]) {
      const id = (name: string) => (name === odd.name ? spelled : "") + (ids[name] ?? "1");
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => id(name));
      const query = odd.in === "query" ? `?${odd.name}=${id(odd.name)}` : "";
      const { status } = await installed.admin.send(method as "POST", address + query);
      answers.push(`${method} ${address}${query}: ${status}`);
    }
  }

  expect(answers.filter((one) => !one.endsWith(": 400"))).toEqual([]);
  expect(answers.length).toBeGreaterThan(90);
  expect(await world.database.admin("records").count()).toEqual(before);
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
