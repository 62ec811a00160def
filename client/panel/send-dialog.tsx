import { Button } from "@procore/core-react";
import type { CommitmentView, Invoice } from "../../server/api/contract.ts";
import { ActionButton } from "../components/action-button.tsx";
import { Notice } from "../components/notice.tsx";
import { isMore } from "../decimal.ts";
import { formatMoney } from "../format.ts";
import { Sheet, SheetButtons, SheetParts } from "./sheet.tsx";

interface SendDialogProps {
  /** Null: the contract itself. */
  invoice: Invoice | null;
  view: CommitmentView;
  system: string;
  onSend(): void;
  onClose(): void;
}

/**
 * Asks for the one look that no machine can take: whether somebody entered this by hand before
 * Crosstie came.
 */
export function SendDialog({ invoice, view, system, onSend, onClose }: SendDialogProps) {
  const { commitment } = view;
  const title = invoice ? `Send invoice ${invoice.number}?` : `Send ${commitment.number}?`;
  return (
    <Sheet title={title} width="sm" onClose={onClose}>
      <SheetParts>
        {invoice ? (
          <OfInvoice invoice={invoice} view={view} system={system} />
        ) : (
          <OfContract view={view} system={system} />
        )}
        <SheetButtons>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <ActionButton onClick={onSend}>Send to {system}</ActionButton>
        </SheetButtons>
      </SheetParts>
    </Sheet>
  );
}

interface OfProps {
  view: CommitmentView;
  system: string;
}

function OfInvoice({ invoice, view, system }: OfProps & { invoice: Invoice }) {
  const { commitment, counterpart, money } = view;
  return (
    <>
      <Notice tone="warning">
        <strong>
          Check first that {system} has no bill {invoice.number} of{" "}
          {commitment.vendor ?? "this vendor"}.
        </strong>{" "}
        The invoice was approved before Crosstie was installed, and may have been entered by hand
        since. A bill that stands there twice is paid twice.
      </Notice>
      <p>
        Crosstie creates a vendor bill of {formatMoney(invoice.amount, money.currency)} in {system}.
        That cannot be undone here.
      </p>
      {isMore(invoice.typed, "0") && (
        <p>
          Procore shows {formatMoney(invoice.typed, money.currency)} of it as paid, entered there by
          hand: the bill is open in {system} until accounting enters that payment there.
        </p>
      )}
      {!counterpart && (
        <p>
          It goes as soon as {commitment.number} itself is in {system}.
        </p>
      )}
    </>
  );
}

function OfContract({ view, system }: OfProps) {
  const { commitment, money, invoices } = view;
  const along = invoices.filter(({ record }) => record === "pending");
  return (
    <>
      <Notice tone="warning">
        <strong>
          Check first that {system} has no order for {commitment.number} of{" "}
          {commitment.vendor ?? "this vendor"}.
        </strong>{" "}
        The contract is from before Crosstie was installed. Where accounting has entered it by hand,
        it would stand in the books twice.
      </Notice>
      <p>
        Crosstie creates its order of {formatMoney(money.contract, money.currency)} in {system}.
        That cannot be undone here.
      </p>
      {along.length > 0 && (
        <p>
          What waits for it goes along:{" "}
          {along
            .map(
              ({ number, amount }) => `invoice ${number}, ${formatMoney(amount, money.currency)}`,
            )
            .join("; ")}
          .
        </p>
      )}
    </>
  );
}
