import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { CompanyList } from "../company-list.tsx";
import { Wizard } from "./wizard.tsx";

export function WizardPage({ companyId }: { companyId: string | null }) {
  return (
    <Page>
      <Top>
        <h1>Set up Crosstie</h1>
        <p>Procore and NetSuite, tied together</p>
      </Top>
      {companyId ? <Wizard companyId={companyId} /> : <CompanyList param="company_id" />}
    </Page>
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
