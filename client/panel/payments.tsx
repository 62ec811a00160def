import { Button, Typography } from "@procore/core-react";
import styled from "styled-components";
import type { CommitmentView } from "../../server/api/contract.ts";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { formatInstant, formatReason, formatSentence } from "../format.ts";
import { ArrivingList } from "./arriving-list.tsx";
import { PaymentTile } from "./payment-tile.tsx";
import { Section } from "./section.tsx";
import type { Progress } from "./use-progress.ts";

interface PaymentsProps {
  view: CommitmentView;
  pull: Progress;
  onSync(): void;
}

export function Payments({ view, pull, onSync }: PaymentsProps) {
  const { payments, paymentsRun: run, may, system, money, commitment } = view;
  const isLooking = pull.isBusy || run?.status === "running";
  const button = may.syncPayments && (
    <EdgeButton
      variant="tertiaryContrast"
      aria-disabled={isLooking}
      onClick={() => isLooking || onSync()}
    >
      {isLooking ? "Looking…" : "Sync payments"}
    </EdgeButton>
  );
  const kind = commitment.kind === "subcontract" ? "subcontract" : "purchase order";
  return (
    <Section title="Payments issued" aside={button}>
      {pull.problem && <Notice tone="bad">{formatSentence(pull.problem)}</Notice>}
      {run?.status === "failed" && run.problem && (
        <Notice tone="warning">
          The last look for payments, {formatInstant(run.at)}, did not end well:{" "}
          {formatReason(run.problem)}
        </Notice>
      )}
      {payments.length === 0 ? (
        <Typography as="p" intent="small" color="gray40">
          No payments yet. They appear here once {system ?? "the ERP"} pays a bill of this {kind}.
        </Typography>
      ) : (
        <ArrivingList entries={payments} first={6} noun="payment">
          {(payment) => (
            <PaymentTile payment={payment} contract={money.currency} system={system ?? "the ERP"} />
          )}
        </ArrivingList>
      )}
    </Section>
  );
}

// A button without a face of its own lines up by its word.
const EdgeButton = styled(Button)`
  && {
    margin-right: -${theme.space.md}px;
  }
  &&:focus {
    position: relative;
    z-index: 1;
  }
`;
