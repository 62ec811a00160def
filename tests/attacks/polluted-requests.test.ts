import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ works: false });

const at = (door: string) => `${world.appUrl}/api/v1/companies/${installed.companyId}${door}`;

async function send(method: string, door: string, body?: string) {
  const answer = await fetch(at(door), {
    method,
    headers: {
      authorization: `Bearer ${installed.admin.token}`,
      "content-type": "application/json",
    },
    body,
  });
  return { status: answer.status, said: await answer.text() };
}

it.each([
  '{"__proto__":{"isPolluted":true,"automaticSync":true}}',
  '{"constructor":{"prototype":{"isPolluted":true}}}',
  '{"resourceTypes":{"__proto__":{"isPolluted":true}}}',
  '{"own":{"__proto__":{"isPolluted":true}}}',
])("lets no member of an object reach all objects: %s", async (body) => {
  const before = await send("GET", "/installation");
  await send("PUT", "/settings", body);

  expect(({} as { isPolluted?: boolean }).isPolluted).toBeUndefined();
  expect(await send("GET", "/installation")).toEqual(before);
});

it.each([
  "/activities?limit=1&limit=100",
  "/activities?tab=pending&tab=all",
  "/audit-log?limit[]=1",
  "/audit-log?by=1&by=2",
])("takes one value where one is asked for: %s", async (door) => {
  const { status } = await send("GET", door);
  expect([200, 400]).toContain(status);
  if (!door.includes("[]")) expect(status).toBe(400);
});

it("takes a body as JSON alone, and not from the address", async () => {
  const form = await fetch(at("/settings?automaticSync=true"), {
    method: "PUT",
    headers: {
      authorization: `Bearer ${installed.admin.token}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "automaticSync=true",
  });

  expect(form.status).toBe(400);
});

it("reads no more of a body than it says it does", async () => {
  const { status } = await send("PUT", "/settings", JSON.stringify({ own: "x".repeat(300_000) }));

  expect(status).toBe(413);
});
