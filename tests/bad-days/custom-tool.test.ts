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
    const isOwn = request.headers.has("x-own-question");
    if (isOwn || !path.endsWith("/settings/permissions")) return undefined;
    const { url } = request;
    const headers = { ...Object.fromEntries(request.headers), "x-own-question": "yes" };
    const { tools } = (await (await fetch(url, { headers })).json()) as { tools: object[] };
    return Response.json({ tools: [...more, ...tools, ...more] });
  });
  onTestFinished(stop);
}

// One look: rights are remembered for a moment.
it("grants nothing by the title of a custom tool, nor by the higher one of two rows of a tool", async () => {
  const commitment = await ordered(world, installed, "Seen by a superintendent");
  withTools(
    tool("custom_17", "Admin", "Admin"),
    tool("custom_18", "ERP Integrations", "Admin"),
    tool("custom_19", "Commitments", "Admin"),
    tool("erp_integrations", "ERP Integrations", "Admin"),
    tool("commitments", "Commitments", "Admin"),
  );

  const admin = await signIn(world, "superintendent");
  expect((await viewOf({ ...installed, admin }, commitment)).may).toMatchObject({
    sync: false,
    syncPayments: false,
    openConsole: false,
  });
});
