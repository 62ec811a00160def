import { Button } from "@procore/core-react";
import { syncAllPayments } from "../../api/activities.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";
import { Section } from "./section.tsx";

interface PaymentsSectionProps {
  companyId: string;
  /** What a sentence calls the ERP. */
  erp: string;
}

export function PaymentsSection({ companyId, erp }: PaymentsSectionProps) {
  const syncing = useAct(async () => {
    await syncAllPayments(companyId);
    return true;
  });

  return (
    <Section title="Payments">
      <p>
        Brings bill payments made in {erp} to Payments Issued now, without waiting for the schedule.
      </p>
      {syncing.answer && (
        <Outcome
          isGood
          title="Looking for payments"
          text="What is found appears on the commitments’ Payments Issued within a minute or two."
        />
      )}
      {syncing.problem && <Outcome isGood={false} title="Not started" text={syncing.problem} />}
      <Buttons>
        <Button variant="secondary" loading={syncing.isRunning} onClick={() => void syncing.run()}>
          Sync Payments for Synced Invoices
        </Button>
      </Buttons>
    </Section>
  );
}
