import type { Activity, CommitmentView, Payment } from "../../server/api/contract.ts";
import { formatDate, formatInstant, formatMoney } from "../format.ts";

interface MoneyEntry {
  title: string;
  detail: string;
  isVoid: boolean;
}

export type TimelineEntry = { id: string; at: string } & (
  | { activity: Activity; money?: undefined }
  | { activity?: undefined; money: MoneyEntry }
);

/** Changes, and beside them payments on their day and voids, newest first. */
export function timelineEntries({ timeline, payments, system }: CommitmentView): TimelineEntry[] {
  const changes = timeline.map((activity): TimelineEntry => ({
    id: activity.id,
    at: activity.detectedAt,
    activity,
  }));
  const paid = payments.flatMap((payment) => entriesOf(payment, system ?? "the ERP"));
  return [...changes, ...paid].toSorted((one, other) => other.at.localeCompare(one.at));
}

/** A day has no hour: it comes after all that happened on it. */
const endOf = (date: string) => `${date}T23:59:59.999Z`;

function entriesOf(payment: Payment, system: string): TimelineEntry[] {
  const { id, number, date, status, voidedAt, invoiceNumber } = payment;
  const called = `Payment${number === null ? "" : ` #${number}`} of ${amountOf(payment)}`;
  const say = (when: string) =>
    [when, invoiceNumber && `invoice ${invoiceNumber}`].filter(Boolean).join(" · ");
  const from = status === "procore_only" ? "entered in Procore" : `received from ${system}`;
  const isMoney = ["synced", "pending", "failed", "doubtful", "procore_only", "voided"];
  return [
    ...(date && isMoney.includes(status)
      ? [
          {
            id: `${id} paid`,
            at: endOf(date),
            money: { title: `${called} ${from}`, detail: say(formatDate(date)), isVoid: false },
          },
        ]
      : []),
    ...(voidedAt
      ? [
          {
            id: `${id} void`,
            at: voidedAt,
            money: {
              title: `${called} voided in ${system}`,
              detail: say(formatInstant(voidedAt)),
              isVoid: true,
            },
          },
        ]
      : []),
  ];
}

const amountOf = ({ amount, partOf, currency }: Payment) =>
  formatMoney(amount ?? partOf ?? "0.00", currency);
