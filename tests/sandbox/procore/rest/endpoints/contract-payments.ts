import {
  createPayment,
  deletePayment,
  findPayment,
  paymentsOf,
  updatePayment,
} from "../../acts/payments.ts";
import type { Commitment, ContractPayment } from "../../records.ts";
import {
  created,
  isFields,
  ok,
  pathId,
  requiredBodyId,
  requiredQuery,
  type Call,
  type Endpoint,
} from "../call.ts";
import { filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { malformed, notFound } from "../refusal.ts";
import { paymentShape } from "../shapes/payment.ts";
import { contractOf } from "./contracts.ts";

const BASE = "/rest/v1.0/contract_payments";

/** The Payments Issued tab of a commitment. There is no list across contracts. */
export const contractPaymentEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) =>
      page(call, filtered(call, paymentsOf(call.state, reading(call).id), {}), (payment) =>
        paymentShape(call.state, payment),
      ),
  },
  {
    method: "POST",
    path: BASE,
    answer: (call) => {
      const { id } = writing(call);
      return created(
        paymentShape(
          call.state,
          createPayment(call.state, { contractId: id, ...written(call), by: call.by }),
        ),
      );
    },
  },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => ok(paymentShape(call.state, paymentOf(call, reading(call)))),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const { id } = paymentOf(call, writing(call));
      return ok(
        paymentShape(call.state, updatePayment(call.state, { id, ...written(call), by: call.by })),
      );
    },
  },
  {
    method: "DELETE",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const contract = contractOf(call, {
        projectId: requiredQuery(call, "project_id"),
        id: requiredQuery(call, "contract_id"),
        level: "Admin",
      });
      deletePayment(call.state, { id: paymentOf(call, contract).id, by: call.by });
      return ok({});
    },
  },
];

function reading(call: Call): Commitment {
  return contractOf(call, {
    projectId: requiredQuery(call, "project_id"),
    id: requiredQuery(call, "contract_id"),
    level: "Read Only",
  });
}

function writing(call: Call): Commitment {
  return contractOf(call, {
    projectId: requiredBodyId(call, "project_id"),
    id: requiredBodyId(call, "contract_id"),
    level: "Admin",
  });
}

function paymentOf(call: Call, contract: Commitment): ContractPayment {
  const payment = findPayment(call.state, pathId(call));
  if (payment.contractId !== contract.id) throw notFound();
  return payment;
}

/** A call that only adds attachments may leave the wrapper out. */
function written(call: Call) {
  const fields = call.body.contract_payment ?? (call.files.length > 0 ? {} : undefined);
  if (!isFields(fields)) {
    throw malformed("contract_payment", "param is missing or the value is empty");
  }
  if (call.files.length > 0 && "prostore_file_ids" in fields) {
    throw malformed("attachments", "cannot be sent together with prostore_file_ids");
  }
  return { fields, files: call.files };
}
