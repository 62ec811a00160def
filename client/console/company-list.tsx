import { Link } from "@procore/core-react";
import { useEffect } from "react";
import styled from "styled-components";
import { useCompanies } from "../api/installation.ts";
import { Blank, Waiting } from "../components/blank.tsx";
import { theme } from "../components/theme.ts";
import { addressWith, go } from "./address.ts";
import { Failed } from "./states/failed.tsx";

/** For an address that names no company. Who belongs to one only is not asked. */
export function CompanyList({ param }: { param: "companyId" | "company_id" }) {
  const { data: companies, error, mutate, isValidating } = useCompanies();
  const onlyId = companies?.length === 1 ? companies[0]?.id : undefined;

  useEffect(() => {
    if (onlyId) go({ [param]: onlyId }, true);
  }, [onlyId, param]);

  if (!companies) {
    return error ? (
      <Failed error={error} onRetry={() => void mutate()} isRetrying={isValidating} />
    ) : (
      <Waiting label="Reading your companies" />
    );
  }
  if (companies.length === 0) {
    return (
      <Blank title="No company">
        Your Procore user belongs to no company that Crosstie may see.
      </Blank>
    );
  }
  return (
    <Blank title="Which company?">
      <List>
        {companies.map((company) => (
          <li key={company.id}>
            <Link
              href={
                window.location.pathname +
                addressWith(window.location.search, { [param]: company.id })
              }
              onClick={(event) => choose(event, param, company.id)}
            >
              {company.name}
            </Link>
          </li>
        ))}
      </List>
    </Blank>
  );
}

function choose(event: React.MouseEvent, param: string, id: string) {
  event.preventDefault();
  go({ [param]: id });
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${theme.space.sm}px;
`;
