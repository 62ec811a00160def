import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import {
  hasPayments,
  PaymentSchedule,
  type SettingsFieldsProps,
} from "../set-up-forms/settings-fields.tsx";
import { NotConnected } from "./not-connected.tsx";
import { PaymentsSection } from "./payments-section.tsx";
import { Section } from "./section.tsx";
import type { Choices } from "./use-choices.ts";

interface ScheduleSectionProps {
  installation: Installation;
  choices: Choices | null;
}

export function ScheduleSection({ installation, choices }: ScheduleSectionProps) {
  const { may, payments } = installation;
  return (
    <>
      {choices && (
        <Section title="Sync schedule">
          {choices.fields ? <Schedule fields={choices.fields} /> : <NotConnected />}
        </Section>
      )}
      {(may.syncPayments || payments.problems.length > 0) && (
        <PaymentsSection installation={installation} />
      )}
    </>
  );
}

function Schedule({ fields }: { fields: SettingsFieldsProps }) {
  if (!hasPayments(fields.system)) {
    return <p>{fields.system.name} brings nothing back by a schedule.</p>;
  }
  return (
    <Narrow>
      <PaymentSchedule {...fields} />
    </Narrow>
  );
}

const Narrow = styled.div`
  max-width: 420px;
`;
