import { beforeAll, expect, it } from "vitest";
import { describe as describeApi } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

const { paths } = describeApi({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, object>>;
};
const read = Object.entries(paths).flatMap(([path, { get }]) => (get ? [path] : []));
const TYPES =
  /^application\/x-ndjson|^(application\/json|text\/(csv|event-stream)); charset=utf-8$/;
let ids: Record<string, string>;

beforeAll(async () => {
  const { companyId, projectId, id } = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Read by its own people",
  });
  ids = { companyId, projectId, commitmentId: id };
});

async function ask(path: string, headers: Record<string, string>) {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "1");
  const hangUp = new AbortController();
  const answer = await fetch(`${world.appUrl}/api/v1${address}`, {
    headers: { origin: "https://evil.example", ...headers },
    signal: hangUp.signal,
  });
  hangUp.abort();
  return answer;
}

it.each(read)(
  "keeps what %s answers out of caches, frames and other sites' reach",
  async (path) => {
    const asAdmin = { authorization: `Bearer ${installed.admin.token}` };

    for (const headers of [asAdmin, {} as Record<string, string>]) {
      const answer = await ask(path, headers);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...(path === "/openapi.json"
          ? {}
          : { "cache-control": expect.stringMatching(/^no-store(, no-transform)?$/) as string }),
        ...(answer.status !== 204 && {
          "content-type": expect.stringMatching(TYPES) as string,
        }),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'") as string,
      });
      expect(
        [...answer.headers.keys()].filter((name) => /^access-control|^server$|powered/.test(name)),
      ).toEqual([]);
    }
  },
);

/** What people and jobs change. Looking is noted elsewhere: in sessions, schedules and the audit log. */
const rows = async () => {
  const kept = [
    "companies",
    "company_projects",
    "connections",
    "records",
    "activities",
    "payments",
  ];
  await atRest(world);
  return Promise.all(kept.map((table) => world.database.admin(table).orderByRaw("1, 2, 3")));
};

it("changes nothing by reading, whatever stands in the address", async () => {
  const asAdmin = { authorization: `Bearer ${installed.admin.token}` };
  const before = await rows();

  for (const path of read) {
    await ask(`${path}?method=DELETE&_method=DELETE`, {
      ...asAdmin,
      "x-http-method-override": "DELETE",
    });
  }

  expect(await rows()).toEqual(before);
});

it("hands out files under names of its own, to be saved and not shown", async () => {
  const asAdmin = { authorization: `Bearer ${installed.admin.token}` };
  for (const path of ["/companies/{companyId}/export", "/companies/{companyId}/audit-log/export"]) {
    const { headers } = await ask(`${path}?filename=evil.html`, asAdmin);
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="?crosstie-[\w-]+\.(ndjson|csv)"?$/,
    );
  }
});
