import { expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { someRecords } from "./some-records.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it.each([
  {
    page: "activities",
    query: "tab=failed&status=absurd&project=12x",
    says: "a project and a status",
  },
  { page: "integration", query: "status=absurd&project=12x", says: "a status and a project" },
  { page: "reconcile", query: "project=12x", says: "a project" },
  { page: "audit-log", query: "action=absurd&by=Rosa", says: "a person and an act" },
  { page: "problems", query: "move=absurd", says: "a team" },
  { page: "activities", query: "from=2026-02-31", says: "a day" },
])("goes on on $page without what the address asks for in vain, and says so", async (each) => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  stage.played.records = someRecords();
  const asked: URL[] = [];
  stage.page.on("request", (request) => asked.push(new URL(request.url())));

  const page = await stage.open(`${consolePath}&page=${each.page}&${each.query}`);

  await page
    .getByText(`The address asks for ${each.says} that Crosstie does not know.`)
    .first()
    .waitFor();
  const values = asked
    .filter(({ pathname }) => pathname.startsWith("/api/"))
    .flatMap(({ searchParams }) => [...searchParams.values()]);
  expect(values.filter((value) => ["absurd", "12x", "Rosa", "2026-02-31"].includes(value))).toEqual(
    [],
  );
});
