import { expect, it } from "vitest";
import { useStage } from "./stage.ts";

const stage = useStage();

const contract = (id: string, projectId = stage.hospital.id) =>
  `/rest/v1.0/work_order_contracts/${id}?project_id=${projectId}`;

it("reads ids as numbers wherever they are sent, and answers with the number", async () => {
  const { id } = stage.subcontract;

  const shown = await stage.call("GET", contract(`0${id}`, `00${stage.hospital.id}`), {
    company: `0${stage.us.id}`,
  });
  const listed = await stage.call(
    "GET",
    `/rest/v1.0/work_order_contracts?project_id=${stage.hospital.id}&filters[id]=0${id}`,
  );
  const paid = await stage.call("POST", "/rest/v1.0/contract_payments", {
    body: {
      project_id: `0${stage.hospital.id}`,
      contract_id: `000${id}`,
      contract_payment: { amount: "10.00", date: "2026-10-01" },
    },
  });
  const v2 = await stage.call(
    "GET",
    `/rest/v2.0/companies/0${stage.us.id}/projects/0${stage.hospital.id}/commitment_contracts/0${id}`,
  );

  expect(shown).toMatchObject({ status: 200, body: { id: Number(id) } });
  expect(listed).toMatchObject({ status: 200, body: [{ id: Number(id) }] });
  expect(paid).toMatchObject({ status: 201, body: { contract_id: Number(id) } });
  expect(v2).toMatchObject({ status: 200, body: { data: { id } } });
});

it("keeps another system's ids letter for letter", async () => {
  const set = (origin_id: string) =>
    stage.call("PATCH", contract(stage.subcontract.id), {
      body: { project_id: stage.hospital.id, work_order_contract: { origin_id } },
    });

  const kept = await set("007");
  const found = await stage.call(
    "GET",
    `/rest/v1.0/work_order_contracts?project_id=${stage.hospital.id}&filters[origin_id]=7`,
  );

  expect(kept).toMatchObject({ status: 200, body: { origin_id: "007" } });
  expect(found.body).toEqual([]);
});
