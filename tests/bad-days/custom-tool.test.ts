import { expect, it, onTestFinished } from "vitest";
import { viewOf } from "../world/commitments.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const tool = (name: string, title: string, level: string) => ({
  id: 9,
  name,
  friendly_name: title,
  user_access_level: { id: 1, name: level },
});

/** Procore shows these tools beside a person's own. */
function withTools(...more: ReturnType<typeof tool>[]): void {
  const stop = world.procore.tap.listen(async ({ path }, request) => {
    if (!path.endsWith("/settings/permissions")) return undefined;
    const { url, headers } = request;
    const { tools } = (await (await fetch(url, { headers })).json()) as { tools: object[] };
    return Response.json({ tools: [...more, ...tools, ...more] });
  });
  onTestFinished(stop);
}

it.each([
  [
    "a custom tool has the title of one that grants more",
    [
      tool("custom_17", "Admin", "Admin"),
      tool("custom_18", "ERP Integrations", "Admin"),
      tool("custom_19", "Commitments", "Admin"),
    ],
  ],
  [
    "another row of that name has a higher level",
    [
      tool("erp_integrations", "ERP Integrations", "Admin"),
      tool("commitments", "Commitments", "Admin"),
    ],
  ],
])("grants nothing more where %s", async (_case, tools) => {
  const commitment = await ordered(world, installed, "Seen by a superintendent");
  const seenBy = async () =>
    (await viewOf({ ...installed, admin: await signIn(world, "superintendent") }, commitment)).may;
  const before = await seenBy();
  expect(before).toMatchObject({ sync: false, syncPayments: false, openConsole: false });

  withTools(...tools);
  expect(await seenBy()).toEqual(before);
});
