import type { Scope } from "../database/scope.ts";
import { fromRow, names, type Payment, toRow } from "./payments.ts";

export interface PaymentAttempt {
  /** Marks what this try may leave behind; at its end only its own mark is taken off. */
  landsUntil: Date;
  /** The mark of an earlier try that may still be carried out. */
  earlier: Date | null;
}

/** Call it before asking Procore: a lost answer leaves a mark. Undefined: the payment is gone. */
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

/** Call it when each call of this try was answered. */
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

/** Save this before Procore's row loses its `origin_id`: then nothing else links the two. */
export async function linkPayment(
  scope: Scope,
  payment: Payment,
  link: Pick<Payment, "procorePaymentId" | "adopted">,
): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .update(toRow(link));
}

/** The first end of a lost write that may still reach Procore; undefined: there is none. */
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

/** Does nothing if Procore is known to show a newer version. */
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

/** Procore was seen to show something else: the payment is written once more. */
export async function showAgain(scope: Scope, payment: Payment, problem: string): Promise<void> {
  await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId })
    .where({ version: payment.version, settled_version: payment.shownVersion })
    .update({ version: scope.raw("version + 1"), attempts: 0, problem });
}

/** Not for a shown or outdated version. `isDoubtful` undefined: this try did not find out. */
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

/** Also those that a lost write may still change in Procore; oldest first. */
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

export async function parentsOfPaymentsToShow(
  scope: Scope,
  connection: OfConnection,
): Promise<string[]> {
  const rows = await notShown(scope, connection)
    .whereNotNull("r.parent")
    .distinct<{ parent: string }[]>("r.parent");
  return rows.map((row) => row.parent);
}

export interface ContractWithPayments extends OfConnection {
  projectId: string;
  parent: string;
}

/** Those with payments of ours in Procore. */
export async function contractsWithPayments(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<ContractWithPayments[]> {
  const rows = await scope("payments as p")
    .join("records as r", (on) =>
      on.on("r.company_id", "p.company_id").andOn("r.record_id", "p.record_id"),
    )
    .where({ "p.company_id": companyId, "r.connection_id": connectionId })
    .whereNotNull("p.procore_payment_id")
    .whereNotNull("r.project_id")
    .whereNotNull("r.parent")
    .whereRaw(`not ${IS_CONTRACT_DELETED}`)
    .distinct<{ parent: string; project_id: string }[]>("r.parent", "r.project_id");
  return rows.map(({ parent, project_id: projectId }) => {
    return { companyId, connectionId, parent, projectId };
  });
}

/** Grows with each payment found and each version shown; null: there are no payments. */
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
  /** Of the record under which Procore shows them; null: not known. */
  number: string | null;
  payments: number;
}

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

/** A deleted record takes no new payment; a deleted contract takes none at all. */
function notShown(scope: Scope, { companyId, connectionId }: OfConnection) {
  return scope("payments as p")
    .join("records as r", (on) =>
      on.on("r.company_id", "p.company_id").andOn("r.record_id", "p.record_id"),
    )
    .where({ "p.company_id": companyId, "r.connection_id": connectionId })
    .whereRaw("(p.settled_version < p.version or p.lands_until is not null)")
    .whereRaw("(not r.is_deleted or p.procore_payment_id is not null)")
    .whereRaw(`not ${IS_CONTRACT_DELETED}`);
}

const IS_CONTRACT_DELETED = `exists (
  select from records contract
   where contract.company_id = r.company_id and contract.connection_id = r.connection_id
     and contract.is_deleted and contract.parent = r.parent
     and contract.kind || ':' || contract.procore_id = r.parent)`;
