import { Link } from "@procore/core-react";
import styled from "styled-components";
import { Blank } from "../components/blank.tsx";
import { Outline } from "../components/outline.tsx";
import { theme } from "../components/theme.ts";
import { Failed } from "./states/failed.tsx";
import { type CompanyParam, useCompanyList } from "./use-company-list.ts";

/** For an address that names no company. */
export function CompanyList({ param }: { param: CompanyParam }) {
  const { companies, error, isTrying, tryAgain, linkTo } = useCompanyList(param);

  if (!companies) {
    return error ? (
      <Failed error={error} onRetry={tryAgain} isRetrying={isTrying} />
    ) : (
      <Outline label="Reading your companies" rows={3} />
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
        {companies.map(({ id, name }) => (
          <li key={id}>
            <Link {...linkTo(id)}>{name}</Link>
          </li>
        ))}
      </List>
    </Blank>
  );
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${theme.space.sm}px;
`;
