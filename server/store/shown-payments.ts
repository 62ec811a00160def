import type { Scope } from "../database/scope.ts";
import { fromRow, names, type Payment, toRow } from "./payments.ts";

export interface PaymentAttempt {
  /** Of what this try may leave behind: bound to it, another one's mark stays. */
  landsUntil: Date;
  /** Of what an earlier try has left behind. */
  earlier: Date | null;
}

/**
 * Before Procore is asked: from here on its answer may be lost, and the next try looks first.
 * Whatever breaks off leaves a trace. Undefined: the payment is gone.
 */
export async function beginPaymentAttempt(
  scope: Scope,
  payment: Payment,
  mayLandMs: number,
): Promise<PaymentAttempt | undefined> {
  const landsUntil = new Date(Date.now() + mayLandMs);
  const { rows } = await scope.raw<{ rows: { lands_until: Date | null }[] }>(
    `with before as (
       select payment_id, lands_until from payments
        where company_id = :companyId and payment_id = :paymentId for update
     )
     update payments set attempts = attempts + 1, lands_until = :landsUntil
     from before where payments.company_id = :companyId and payments.payment_id = before.payment_id
     returning before.lands_until`,
    { companyId: payment.companyId, paymentId: payment.paymentId, landsUntil },
  );
  const [before] = rows;
  if (!before) return undefined;
  const { lands_until: earlier } = before;
  return { landsUntil, earlier: earlier && earlier > new Date() ? earlier : null };
}

/** Each call of this try was answered: only what an earlier one left behind can land. */
export async function endPaymentAttempt(
  scope: Scope,
  payment: Payment,
  { landsUntil, earlier }: PaymentAttempt,
): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .where({ lands_until: landsUntil })
    .update({ lands_until: earlier });
}

/**
 * Which of Procore's payments is this one; saved before its `origin_id`, the other thing that
 * tells, is taken off.
 */
export async function linkPayment(
  scope: Scope,
  payment: Payment,
  link: Pick<Payment, "procorePaymentId" | "adopted">,
): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .update(toRow(link));
}

/** Until when payments under one record may change in Procore by themselves; undefined: none may. */
export async function nextPaymentLook(
  scope: Scope,
  { parent, ...connection }: OfConnection & { parent: string },
): Promise<Date | undefined> {
  const row = await notShown(scope, connection)
    .where({ "r.parent": parent })
    .min<{ at: Date | null }[]>("p.lands_until as at")
    .first();
  return row?.at ?? undefined;
}

/** Procore shows the payment as of `version`, unless it is known to show a newer one. */
export async function markPaymentShown(
  scope: Scope,
  payment: Payment,
  inProcore: { procorePaymentId: string | null; procoreNumber: number | null },
): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .where("settled_version", "<=", payment.version)
    .update(
      toRow({
        ...inProcore,
        shownAt: new Date(),
        shownVersion: payment.version,
        problem: null,
        isDoubtful: false,
        attempts: 0,
      }),
    );
}

/** Procore shows it otherwise than when it was shown last: to be written once more. */
export async function showAgain(scope: Scope, payment: Payment, problem: string): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .where({ version: payment.version, settled_version: payment.shownVersion })
    .update({ version: scope.raw("version + 1"), attempts: 0, problem });
}

/**
 * What stood in the way of this version, unless there is a newer one by now, or it is shown.
 * `isDoubtful` undefined: nobody got so far as to say whether it still is.
 */
export async function notePaymentProblem(
  scope: Scope,
  payment: Payment,
  problem: string,
  isDoubtful?: boolean,
): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .where({ version: payment.version })
    .where("settled_version", "<", payment.version)
    .update(toRow({ problem, isDoubtful }));
}

/**
 * Payments under one record that Procore does not show yet as they are, or may show otherwise at any
 * moment, oldest first.
 */
export async function paymentsToShow(
  scope: Scope,
  { parent, ...connection }: OfConnection & { parent: string },
): Promise<Payment[]> {
  const rows = await notShown(scope, connection)
    .where({ "r.parent": parent })
    .orderBy("p.payment_id")
    .select(names("p"));
  return rows.map(fromRow);
}

/** Under which records there are such payments. */
export async function parentsOfPaymentsToShow(
  scope: Scope,
  connection: OfConnection,
): Promise<string[]> {
  const rows = await notShown(scope, connection)
    .whereNotNull("r.parent")
    .distinct<{ parent: string }[]>("r.parent");
  return rows.map((row) => row.parent);
}

/**
 * Grows with each payment that is found under one record, or that Procore comes to show otherwise;
 * null: there are none.
 */
export async function shownSoFar(
  scope: Scope,
  { companyId, connectionId, parent }: OfConnection & { parent: string },
): Promise<string | null> {
  const row = await scope("payments as p")
    .join("records as r", (on) =>
      on.on("r.company_id", "p.company_id").andOn("r.record_id", "p.record_id"),
    )
    .where({ "p.company_id": companyId, "r.connection_id": connectionId, "r.parent": parent })
    .first<{ seen: string | null } | undefined>(scope.raw("sum(p.settled_version + 1) as seen"));
  return row?.seen ?? null;
}

export interface Doubtful {
  /** Of the record under which Procore shows them; null: it is not known. */
  number: string | null;
  payments: number;
}

/** Payments that nobody dares to write, by the record under which Procore shows them. */
export async function doubtfulPayments(
  scope: Scope,
  connection: OfConnection,
): Promise<Doubtful[]> {
  const rows = await notShown(scope, connection)
    .leftJoin("records as contract", (on) =>
      on
        .on("contract.company_id", "r.company_id")
        .andOn("contract.connection_id", "r.connection_id")
        .andOn("contract.parent", "r.parent")
        .andOn(scope.raw("contract.kind || ':' || contract.procore_id = r.parent")),
    )
    .where({ "p.is_doubtful": true })
    .groupBy("r.parent", "contract.number")
    .orderBy("contract.number")
    .select<Doubtful[]>("contract.number", scope.raw("count(*)::int as payments"));
  return rows;
}

interface OfConnection {
  companyId: string;
  connectionId: string;
}

/** What was deleted in Procore takes no new payment, and a contract that was deleted takes none. */
function notShown(scope: Scope, { companyId, connectionId }: OfConnection) {
  return scope("payments as p")
    .join("records as r", (on) =>
      on.on("r.company_id", "p.company_id").andOn("r.record_id", "p.record_id"),
    )
    .where({ "p.company_id": companyId, "r.connection_id": connectionId })
    .whereRaw("(p.settled_version < p.version or p.lands_until is not null)")
    .whereRaw("(not r.is_deleted or p.procore_payment_id is not null)")
    .whereNotExists(
      scope("records as parent")
        .where({ "parent.company_id": companyId, "parent.connection_id": connectionId })
        .where("parent.is_deleted", true)
        .whereRaw("parent.parent = r.parent and parent.kind || ':' || parent.procore_id = r.parent")
        .select(scope.raw("1")),
    );
}
