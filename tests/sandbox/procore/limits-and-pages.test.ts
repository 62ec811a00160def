import { expect, it } from "vitest";
import { useStage } from "./stage.ts";

const stage = useStage();
const commitments = () => `/rest/v1.0/commitments?project_id=${stage.hospital.id}`;

it("tells of both rate windows and answers 429 when either is used up", async () => {
  await stage.act("set_rate_limits", { perHour: 5, perTenSeconds: 3 });
  const get = () => stage.call("GET", commitments());
  const remaining = (answers: { headers: Headers }[]) =>
    answers.map(
      ({ headers }) =>
        `${headers.get("x-rate-limit-remaining")}/${headers.get("x-rate-limit-limit")}`,
    );

  const spike = [await get(), await get(), await get(), await get()];
  await stage.act("set_rate_limits", { perHour: 4, sendRetryAfter: true });
  const hourly = [await get(), await get(), await get()];
  await stage.act("advance_clock", { seconds: 11 });
  const last = [await get(), await get()];

  expect(spike.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(remaining(spike)).toEqual(["2/3", "1/3", "0/3", "0/3"]);
  expect(spike[3]?.headers.has("retry-after")).toBe(false);
  expect(hourly.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(last.map(({ status }) => status)).toEqual([200, 429]);
  expect(remaining(last)).toEqual(["0/4", "0/4"]);
  expect(Number.parseInt(last[1]?.headers.get("retry-after") ?? "0", 10)).toBeGreaterThan(3_000);
});

it("pages v1 lists with Total, Per-Page and Link, and v2 lists ten at a time", async () => {
  const v1 = await stage.call("GET", `${commitments()}&per_page=8&page=2`);
  const end = await stage.call("GET", `${commitments()}&per_page=8&page=3`);
  const v2 = await stage.call(
    "GET",
    `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/commitment_contracts`,
  );

  expect(v1.headers.get("total")).toBe("20");
  expect(v1.headers.get("per-page")).toBe("8");
  expect(v1.headers.get("link")).toMatch(
    /page=1[^>]*>; rel="first".*page=3[^>]*>; rel="next".*rel="last"/,
  );
  expect(end.headers.get("link")).not.toContain('rel="next"');
  expect((v2.body as { data: { id: string }[] }).data.map(({ id }) => typeof id)).toEqual(
    Array.from({ length: 10 }, () => "string"),
  );
});
