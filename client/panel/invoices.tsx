import { Button, Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Candidate, CommitmentView, Invoice, Settlement } from "../../server/api/contract.ts";
import { Candidates } from "../components/candidates.tsx";
import { CounterpartLink } from "../components/counterpart-link.tsx";
import { Money } from "../components/money.tsx";
import { Spread } from "../components/spread.ts";
import { pillOfRecord, StatusPill } from "../components/status-pill.tsx";
import { theme } from "../components/theme.ts";
import { Tile } from "../components/tile.tsx";
import { ToDoLine } from "../components/to-do.tsx";
import {
  formatField,
  formatMoney,
  formatReason,
  formatStanding,
  formatWaiting,
} from "../format.ts";
import { ArrivingList } from "./arriving-list.tsx";
import { Section } from "./section.tsx";

interface InvoicesProps {
  view: CommitmentView;
  isBusy: boolean;
  onSend(invoice: Invoice): void;
  onLink(invoice: Invoice, candidate: Candidate): void;
}

/**
 * Subcontractor invoices and their bills. Without any the section would only say what the payments'
 * one says.
 */
export function Invoices({
  view: { invoices, money, may, system },
  isBusy,
  onSend,
  onLink,
}: InvoicesProps) {
  const canSend = may.sync && system !== null;
  if (invoices.length === 0) return null;
  return (
    <Section title="Invoices">
      <ArrivingList entries={invoices} first={6} noun="invoice">
        {(invoice) => (
          <InvoiceTile
            invoice={invoice}
            system={system}
            currency={money.currency}
            isBusy={isBusy}
            onLink={(candidate) => onLink(invoice, candidate)}
            send={canSend && invoice.isFromBefore ? { system, start: () => onSend(invoice) } : null}
          />
        )}
      </ArrivingList>
    </Section>
  );
}

interface InvoiceTileProps {
  invoice: Invoice;
  system: string | null;
  currency: string;
  isBusy: boolean;
  onLink(candidate: Candidate): void;
  send: { system: string; start(): void } | null;
}

function InvoiceTile({ invoice, system, currency, isBusy, onLink, send }: InvoiceTileProps) {
  const {
    number,
    amount,
    retained,
    paid,
    status,
    record,
    standing,
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
      {failure && (
        <Typography as="p" intent="small" color="red40">
          {formatReason(`${failure.title}. ${failure.detail}`)}
        </Typography>
      )}
      {doubt && (
        <Typography as="p" intent="small" color="red40">
          {formatReason(doubt)}
        </Typography>
      )}
      {failure && (
        <Candidates
          candidates={failure.candidates}
          system={failure.system}
          isBusy={isBusy}
          onLink={onLink}
        />
      )}
      {send && (
        <SendButton
          variant="secondary"
          size="sm"
          aria-label={`Send to ${send.system}: invoice ${number}`}
          aria-disabled={isBusy}
          onClick={() => isBusy || send.start()}
        >
          Send to {send.system}
        </SendButton>
      )}
    </Tile>
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

const SendButton = styled(Button)`
  && {
    margin-top: ${theme.space.sm}px;
  }
`;
