import { Button, Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { syncAllPayments } from "../../api/activities.ts";
import { formatInstant, formatReason } from "../../format.ts";
import { erpName } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";
import { Section } from "./section.tsx";

export function PaymentsSection({ installation }: { installation: Installation }) {
  const { company, payments, may } = installation;
  const syncing = useAct(async () => {
    await syncAllPayments(company.id);
    return true;
  });

  return (
    <Section
      title="Payments"
      aside={payments.problems.length > 0 && <Pill color="red">⚠ Incomplete</Pill>}
    >
      {may.syncPayments && (
        <p>
          Brings bill payments made in {erpName(installation)} to Payments Issued now, without
          waiting for the schedule.
        </p>
      )}
      <LastLook {...payments} />
      {syncing.answer && (
        <Outcome
          isGood
          title="Looking for payments"
          text="What is found appears on the commitments’ Payments Issued within a minute or two."
        />
      )}
      {syncing.problem && <Outcome isGood={false} title="Not started" text={syncing.problem} />}
      {may.syncPayments && (
        <Buttons>
          <Button
            variant="secondary"
            loading={syncing.isRunning}
            onClick={() => void syncing.run()}
          >
            Sync Payments for Synced Invoices
          </Button>
        </Buttons>
      )}
    </Section>
  );
}

/** What a person has to see to before all payments are where they belong. */
function LastLook({ lookedAt, problems }: Installation["payments"]) {
  if (problems.length === 0) return null;
  return (
    <>
      {lookedAt && <p>The last look was {formatInstant(lookedAt)}.</p>}
      <List>
        {problems.map((problem) => (
          <li key={problem}>{formatReason(problem)}</li>
        ))}
      </List>
    </>
  );
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 8px;
  margin: 0;
  padding: 0;
  list-style: none;
  overflow-wrap: anywhere;
`;
