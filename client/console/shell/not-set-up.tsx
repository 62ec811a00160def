import styled from "styled-components";
import { ActionLink } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";
import { CompanyData } from "../company-data/company-data.tsx";
import { isErasing, isGone, titleOfGone, WhatIsLeft } from "../company-data/what-is-left.tsx";
import { FormStack } from "../form/form-stack.tsx";
import type { SectionProps } from "../settings/section-props.ts";

export function NotSetUp({ installation, accept }: SectionProps) {
  const { company, may, status, erasure } = installation;
  const isOver = isGone(installation);
  if (isErasing(erasure)) {
    return (
      <Blank title={titleOfGone(installation)}>
        <WhatIsLeft installation={installation} />
      </Blank>
    );
  }
  const actions = may.setUp && (
    <Centered as="div">
      <ActionLink
        role="link"
        href={`/install?company_id=${company.id}`}
        target="_blank"
        rel="noopener"
      >
        {isOver ? "Set it up again" : "Go on with the set-up"}
      </ActionLink>
      {status !== "not_installed" && <CompanyData installation={installation} accept={accept} />}
    </Centered>
  );
  return (
    <Blank
      title={isOver ? titleOfGone(installation) : "The set-up is not finished"}
      actions={actions}
    >
      <FormStack as="div">
        {isOver && <WhatIsLeft installation={installation} />}
        <p>
          {may.setUp
            ? "Set-up opens in a tab of its own; this page follows by itself."
            : `An administrator of ${company.name || "the company"} has to finish it before anything appears here.`}
        </p>
      </FormStack>
    </Blank>
  );
}

const Centered = styled(FormStack)`
  align-items: center;
`;
