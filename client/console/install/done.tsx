import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { ActionLink } from "../../components/action-button.tsx";
import { theme } from "../../components/theme.ts";
import { plural } from "../../format.ts";
import { erpName } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { ProcoreLink } from "./ways-out.tsx";

export function Done({ installation }: { installation: Installation }) {
  const { company, projects, settings, webhooks } = installation;
  const erp = erpName(installation);
  const chosen = projects.filter((project) => project.isChosen).length;

  return (
    <>
      <Outcome
        isGood
        title="Crosstie is running"
        text={`It watches ${plural(chosen, "project")} of ${company.name}.`}
      />
      {!webhooks.ok && (
        <Outcome
          isGood={false}
          title="Procore does not report changes yet"
          text={webhooks.message}
        />
      )}
      <Heading>What happens next</Heading>
      <List>
        <li>
          Open a commitment in Procore: the Crosstie panel on its right shows where it stands in{" "}
          {erp}.
        </li>
        <li>
          Change or approve it: the change appears in the panel and under Activities, with its
          financial impact.
        </li>
        <li>
          {settings.automaticSync
            ? `It goes to ${erp} by itself; what ${erp} refuses is listed under Failed with what to do.`
            : "Look at it under Pending and send it with Sync now. Once you trust what you see, turn on automatic sync under Settings."}
        </li>
        {settings.resourceTypes.payment && (
          <li>Payments made in {erp} come back to Payments Issued on the commitment.</li>
        )}
      </List>
      <Buttons>
        <ActionLink role="link" href={`/console?companyId=${company.id}`}>
          Open Activities
        </ActionLink>
        <ProcoreLink variant="secondary" />
      </Buttons>
    </>
  );
}

const Heading = styled.h2`
  margin: 24px 0 8px;
  font-size: 20px;
  line-height: 28px;
`;

const List = styled.ol`
  display: flex;
  flex-direction: column;
  gap: 8px;
  margin-bottom: 16px;
  padding-left: 20px;
  list-style: decimal;
  color: ${theme.text};
`;
