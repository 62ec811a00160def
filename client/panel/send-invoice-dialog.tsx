import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { CommitmentView, Invoice } from "../../server/api/contract.ts";
import { ActionButton } from "../components/action-button.tsx";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { formatMoney } from "../format.ts";
import { Sheet } from "./sheet.tsx";

interface SendInvoiceDialogProps {
  invoice: Invoice;
  view: CommitmentView;
  system: string;
  onSend(): void;
  onClose(): void;
}

/**
 * Asks for the one look that no machine can take: whether somebody entered this invoice by hand
 * before Crosstie came.
 */
export function SendInvoiceDialog({
  invoice,
  view,
  system,
  onSend,
  onClose,
}: SendInvoiceDialogProps) {
  const { commitment, counterpart, money } = view;
  return (
    <Sheet title={`Send invoice ${invoice.number}?`} width="sm" onClose={onClose}>
      <Parts>
        <Notice tone="warning">
          <strong>
            Check first that {system} has no bill {invoice.number} of{" "}
            {commitment.vendor ?? "this vendor"}.
          </strong>{" "}
          The invoice was approved before Crosstie was installed, and may have been entered by hand
          since. A bill that stands there twice is paid twice.
        </Notice>
        <p>
          Crosstie creates a vendor bill of {formatMoney(invoice.amount, money.currency)} in{" "}
          {system}. That cannot be undone here.
        </p>
        {!counterpart && (
          <p>
            It goes as soon as {commitment.number} itself is in {system}.
          </p>
        )}
        <Buttons>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <ActionButton onClick={onSend}>Send to {system}</ActionButton>
        </Buttons>
      </Parts>
    </Sheet>
  );
}

const Parts = styled.div`
  display: grid;
  gap: ${theme.space.md}px;
`;

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: ${theme.space.sm}px;
`;
