import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { CompanyData } from "../company-data/company-data.tsx";
import { erpName } from "../erp.ts";
import { Summary } from "../set-up-forms/summary.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { ConnectionSection } from "./connection-section.tsx";
import { PaymentsSection } from "./payments-section.tsx";
import { ProjectsSection } from "./projects-section.tsx";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";
import { SyncSection } from "./sync-section.tsx";
import { UninstallSection } from "./uninstall-section.tsx";
import { UnreadSection } from "./unread-section.tsx";
import { WebhooksSection } from "./webhooks-section.tsx";

interface SettingsPageProps extends SectionProps {
  refresh(): void;
}

export function SettingsPage({ installation, accept, refresh }: SettingsPageProps) {
  const { changeSettings: canChange, setUp: canSetUp, viewCompany: canLook } = installation.may;
  if (!canChange && !canSetUp && !canLook) {
    return <NoSettings installation={installation} />;
  }
  return (
    <Column>
      <PageHead title="Settings" />
      {!canChange && (
        <Notice>
          Only people with ‘Admin’ level permission on the ERP Integrations tool, and company
          administrators, change settings. This is how they stand.
        </Notice>
      )}
      <ConnectionSection installation={installation} accept={accept} refresh={refresh} />
      {canChange ? (
        <>
          <SyncSection installation={installation} accept={accept} />
          {canSetUp && <ProjectsSection installation={installation} accept={accept} />}
        </>
      ) : (
        <Section title="Synchronization">
          <Summary installation={installation} />
        </Section>
      )}
      {(installation.may.syncPayments || installation.payments.problems.length > 0) && (
        <PaymentsSection installation={installation} />
      )}
      <WebhooksSection installation={installation} accept={accept} />
      <UnreadSection unread={installation.unread} />
      {canSetUp && (
        <Section title="Company data">
          <p>
            All that Crosstie keeps of {installation.company.name}: as a file with one row a line,
            without secrets, or deleted for good.
          </p>
          <CompanyData installation={installation} accept={accept} />
        </Section>
      )}
      {canSetUp && <UninstallSection installation={installation} accept={accept} />}
    </Column>
  );
}

function NoSettings({ installation }: { installation: Installation }) {
  return (
    <Blank title="You may not see these settings">
      <p>
        They say how {installation.company.name} is tied to {erpName(installation)}. Who has at
        least ‘Read Only’ level permission on the company’s ERP Integrations tool may look at them,
        who has ‘Admin’ there may change them. A company administrator can give you either in
        Procore.
      </p>
    </Blank>
  );
}

const Column = styled.div`
  display: flex;
  flex-direction: column;
  gap: 16px;
  width: 100%;
  max-width: 820px;
`;
