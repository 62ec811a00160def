import { Button, Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Candidate, Invoice, Settlement } from "../../server/api/contract.ts";
import { Candidates } from "../components/candidates.tsx";
import { CounterpartLink } from "../components/counterpart-link.tsx";
import { Money } from "../components/money.tsx";
import { Spread } from "../components/spread.ts";
import { pillOfRecord, StatusPill } from "../components/status-pill.tsx";
import { theme } from "../components/theme.ts";
import { Tile } from "../components/tile.tsx";
import { ToDoLine } from "../components/to-do.tsx";
import { isMore } from "../decimal.ts";
import {
  formatAccepted,
  formatDay,
  formatField,
  formatMoney,
  formatReason,
  formatStanding,
  formatWaiting,
} from "../format.ts";

export interface InvoiceActs {
  link(invoice: Invoice, candidate: Candidate): void;
  send(invoice: Invoice): void;
  why(invoice: Invoice): void;
  watch(invoice: Invoice): void;
}

interface InvoiceTileProps {
  invoice: Invoice;
  system: string | null;
  currency: string;
  isBusy: boolean;
  /** May this reader send it, where nobody else does? */
  canSend: boolean;
  acts: InvoiceActs;
}

export function InvoiceTile({
  invoice,
  system,
  currency,
  isBusy,
  canSend,
  acts,
}: InvoiceTileProps) {
  const {
    number,
    amount,
    due,
    retained,
    paid,
    typed,
    status,
    record,
    standing,
    accepted,
    counterpart,
    failure,
    doubt,
    waiting,
    isUnderWay,
    isFromBefore,
    open,
    settlements,
    billCurrency,
  } = invoice;
  const isUnpaid = isOpen(invoice);
  const isSettled = settlements.length > 0 && open === "0.00";
  const isToDo = record === "desynchronized" && !isUnderWay;
  const isNothing = record === "not_applicable";
  return (
    <Tile>
      <Spread>
        <span>Invoice {number}</span>
        <StatusPill state={isUnderWay ? "syncing" : pillOfRecord(invoice)} />
      </Spread>
      <Spread>
        <Typography intent="small" color="gray40">
          {formatField(status)} · {formatMoney(paid, currency)} paid
          {isUnpaid && due && ` · due ${formatDay(due)}`}
          {isSettled && " · settled, nothing open"}
        </Typography>
        <Money amount={amount} currency={currency} />
      </Spread>
      <Typography as="p" intent="small" color="gray40">
        {counterpart && <CounterpartLink counterpart={counterpart} />}
        {waiting &&
          !isUnderWay &&
          !isToDo &&
          `${counterpart ? " · " : ""}${isNothing ? `Nothing is sent: ${waiting}.` : formatWaiting(waiting)}`}
        {standing && !isUnderWay && ` · ${formatStanding(standing, system)}`}
        {accepted && !isUnderWay && ` · ${formatAccepted(accepted)}`}
        {isFromBefore && "From before Crosstie: not sent by itself."}
      </Typography>
      {retained !== "0.00" && (
        <Typography as="p" intent="small" color="gray40">
          {formatRetained(retained, currency)}
        </Typography>
      )}
      {settlements.length > 0 && (
        <Typography as="p" intent="small" color="gray40">
          {formatSettlements(settlements, billCurrency)}
        </Typography>
      )}
      {waiting && isToDo && (
        <Typography as="p" intent="small">
          <ToDoLine reason={waiting} />
        </Typography>
      )}
      {open !== null && isUnpaid && isMore(typed, "0") && (
        <Typography as="p" intent="small" color="red40">
          {`Procore shows ${formatMoney(typed, currency)} as paid, entered there by hand, and ${system ?? "the ERP"} has ${formatMoney(open, billCurrency)} open.`}
        </Typography>
      )}
      {failure && !isUnderWay && (
        <Typography as="p" intent="small" color="red40">
          {formatReason(`${failure.title}. ${failure.detail}`)}
        </Typography>
      )}
      {doubt && (
        <Typography as="p" intent="small" color="red40">
          {formatReason(doubt)}
        </Typography>
      )}
      {failure && !isUnderWay && (
        <Candidates
          candidates={failure.candidates}
          system={failure.system}
          isBusy={isBusy}
          onLink={(candidate) => acts.link(invoice, candidate)}
        />
      )}
      <Acts>
        {canSend && isFromBefore && system && (
          <Button
            variant="secondary"
            size="sm"
            aria-label={`Send to ${system}: invoice ${number}`}
            aria-disabled={isBusy}
            onClick={() => isBusy || acts.send(invoice)}
          >
            Send to {system}
          </Button>
        )}
        {isUnpaid && <UnpaidActs invoice={invoice} acts={acts} />}
      </Acts>
    </Tile>
  );
}

/** Something is to be paid on it. */
function isOpen({ open, amount, paid }: Invoice): boolean {
  return open === null ? isMore(amount, paid) : isMore(open, "0");
}

function UnpaidActs({ invoice, acts }: Pick<InvoiceTileProps, "invoice" | "acts">) {
  const { number, isWatched } = invoice;
  const watching = isWatched ? "You will be told · Stop" : "Tell me when it is paid";
  return (
    <>
      <Button
        variant="tertiaryContrast"
        size="sm"
        aria-label={`Why is it not paid? Invoice ${number}`}
        onClick={() => acts.why(invoice)}
      >
        Why is it not paid?
      </Button>
      <Button
        variant="tertiaryContrast"
        size="sm"
        aria-label={`${watching}: invoice ${number}`}
        onClick={() => acts.watch(invoice)}
      >
        {watching}
      </Button>
    </>
  );
}

const SETTLED_BY: Record<Settlement["by"], string> = {
  credit: "credit",
  prepayment: "prepayment",
  journal: "journal",
  discount: "discount",
  other: "another transaction",
};

/** "$60.00 retainage held": what the amount is net of. */
function formatRetained(retained: string, currency: string): string {
  const isReleased = retained.startsWith("-");
  return `${formatMoney(retained.replace("-", ""), currency)} retainage ${isReleased ? "released" : "held"}`;
}

/** "Beside payments: credit VC-7 $400.00, journal JE8 $150.00". */
function formatSettlements(settlements: Settlement[], currency: string): string {
  const each = settlements.map(({ by, number, amount }) =>
    [SETTLED_BY[by], number, formatMoney(amount, currency)].filter(Boolean).join(" "),
  );
  return `Beside payments: ${each.join(", ")}`;
}

// Buttons without a face line up by their words.
const Acts = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 0 ${theme.space.sm}px;
  margin: ${theme.space.sm}px -${theme.space.sm}px -${theme.space.xs}px;
  &:empty {
    display: none;
  }
`;
