import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { CompanyList } from "../company-list.tsx";
import { erpName } from "../erp.ts";
import { AccountFooter } from "../sign-in/account.tsx";
import { useWizard } from "./use-wizard.ts";
import { Wizard } from "./wizard.tsx";

export function WizardPage({ companyId }: { companyId: string | null }) {
  if (companyId) return <CompanyWizard companyId={companyId} />;
  return (
    <Framed erp="your ERP">
      <CompanyList param="company_id" />
    </Framed>
  );
}

function CompanyWizard({ companyId }: { companyId: string }) {
  const screen = useWizard(companyId);
  return (
    <Framed erp={"installation" in screen ? erpName(screen.installation) : "your ERP"}>
      <Wizard screen={screen} />
    </Framed>
  );
}

function Framed({ erp, children }: { erp: string; children: ReactNode }) {
  return (
    <>
      <Page>
        <Top>
          <h1>Set up Crosstie</h1>
          <p>Procore and {erp}, tied together</p>
        </Top>
        {children}
      </Page>
      <AccountFooter />
    </>
  );
}

const Page = styled.main`
  width: 100%;
  max-width: 760px;
  margin: 0 auto;
  padding: 32px 16px 64px;
`;

const Top = styled.header`
  margin-bottom: 24px;

  h1 {
    font-size: 24px;
    line-height: 32px;
  }

  p {
    color: ${theme.quiet};
  }
`;
