import { Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Payment } from "../../server/api/contract.ts";
import { Money } from "../components/money.tsx";
import { OnlyReadAloud } from "../components/only-read-aloud.ts";
import { Spread } from "../components/spread.ts";
import { StatusPill } from "../components/status-pill.tsx";
import { theme } from "../components/theme.ts";
import { Tile } from "../components/tile.tsx";
import { formatDate, formatInstant, formatMoney, formatReason } from "../format.ts";

const METHODS: Record<NonNullable<Payment["method"]>, string> = {
  check: "Check",
  credit_card: "Credit card",
  electronic: "Electronic",
};

interface PaymentTileProps {
  payment: Payment;
  /** The contract's. */
  contract: string;
  system: string;
}

export function PaymentTile({ payment, contract, system }: PaymentTileProps) {
  const { number, status, problem } = payment;
  const isVoided = status === "voided";
  const figure = <Amount payment={payment} />;
  return (
    <Tile>
      <Spread>
        {isVoided ? (
          <Struck>
            <OnlyReadAloud>Voided: </OnlyReadAloud>
            {figure}
          </Struck>
        ) : (
          figure
        )}
        <StatusPill state={status} />
      </Spread>
      {!isVoided && (
        <Spread>
          <span>
            {[methodOf(payment), payment.date && formatDate(payment.date)]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {number !== null && (
            <Typography intent="small" color="gray40">
              Payment #{number}
            </Typography>
          )}
        </Spread>
      )}
      <Typography as="p" intent="small" color="gray40">
        {isVoided ? voidedText(payment, system) : invoiceText(payment, { contract, system })}
      </Typography>
      {problem && (
        <Typography as="p" intent="small" color="red40">
          {formatReason(problem)}
        </Typography>
      )}
    </Tile>
  );
}

/** "Part of $12,000.00": how much of it is for the invoice, nobody has said yet. */
function Amount({ payment: { amount, partOf, currency } }: { payment: Payment }) {
  const money = <Money amount={amount ?? partOf ?? "0.00"} currency={currency} />;
  return amount === null ? <span>Part of {money}</span> : money;
}

function methodOf({ method, checkNumber, documentNumber }: Payment): string {
  const name = method ? METHODS[method] : checkNumber ? METHODS.check : "Payment";
  const number = checkNumber ?? documentNumber;
  return number ? `${name} ${number}` : name;
}

function voidedText(payment: Payment, system: string): string {
  const when = payment.voidedAt ? ` ${formatInstant(payment.voidedAt)}` : "";
  const invoice = payment.invoiceNumber ? ` · invoice ${payment.invoiceNumber}` : "";
  const of = payment.date ? ` of ${formatDate(payment.date)}` : "";
  return `${methodOf(payment)}${of}${invoice} · voided in ${system}${when} · counts no more`;
}

/** The ERP has the payment, and its money has not left, or came back. */
const NOT_PAID: Partial<Record<Payment["status"], (system: string) => string>> = {
  pending_approval: (system) => `waits for approval in ${system}`,
  in_transit: (system) => `on its way, says ${system}`,
  to_print: (system) => `its check is not printed yet in ${system}`,
  rejected: (system) => `rejected in ${system}`,
  declined: (system) => `declined by the bank, says ${system}`,
};

function invoiceText(
  { number, amount, invoiceNumber, openOnInvoice, currency, status }: Payment,
  { contract, system }: { contract: string; system: string },
): string {
  const invoice = invoiceNumber ? `Invoice ${invoiceNumber}` : "No invoice named";
  const why = NOT_PAID[status];
  if (status === "other_currency") {
    return `${invoice} · paid in ${currency} in ${system}, and this contract is in ${contract}: not written to Procore · counts as nothing paid`;
  }
  if (why) {
    const share = amount === null ? "share not known until it is posted · " : "";
    return `${invoice} · ${share}${why(system)} · counts as nothing paid`;
  }
  if (status === "doubtful") {
    return `${invoice} · ${number === null ? "not written to" : "not brought up to date in"} Procore`;
  }
  if (status === "procore_only") return `${invoice} · entered in Procore`;
  if (openOnInvoice === null) return invoiceNumber ? `${invoice} · paid in full` : invoice;
  return `${invoice} · partial, ${formatMoney(openOnInvoice, currency)} open`;
}

const Struck = styled.del`
  color: ${theme.bad};
`;
