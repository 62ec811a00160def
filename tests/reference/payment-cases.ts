import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import type { Case } from "./case.ts";

function paid({ state, hospital }: Stage) {
  const payment = [...state.payments.values()].find(({ projectId }) => projectId === hospital.id);
  if (!payment) throw new Error("the seed has no payment");
  return payment;
}

const payment = (stage: Stage) => ({ id: paid(stage).id });
const ofPayment = (stage: Stage) => ({
  project_id: stage.hospital.id,
  contract_id: paid(stage).contractId,
});
const newPayment = (stage: Stage) => ({
  project_id: wireId(stage.hospital.id),
  contract_id: wireId(stage.subcontract.id),
  contract_payment: {
    amount: "1000.00",
    date: "2026-11-02",
    payment_method: "check",
    check_number: "77",
    origin_id: "netsuite:pay:1",
  },
});
export const PAYMENT_CASES: Case[] = [
  { key: "GET /rest/v1.0/contract_payments", query: ofPayment },
  { key: "POST /rest/v1.0/contract_payments", body: newPayment },
  { key: "GET /rest/v1.0/contract_payments/{id}", ids: payment, query: ofPayment },
  {
    key: "PATCH /rest/v1.0/contract_payments/{id}",
    ids: payment,
    body: (stage) => ({ ...ofPayment(stage), contract_payment: { check_number: "99" } }),
  },
  { key: "DELETE /rest/v1.0/contract_payments/{id}", ids: payment, query: ofPayment },
];
