import styled from "styled-components";

import type { Installation, Settings } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { scheduleWords } from "./schedule-words.ts";

export function Summary({ installation }: { installation: Installation }) {
  return (
    <List>
      {rowsOf(installation).map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </List>
  );
}

function rowsOf({ projects, connection, settings }: Installation): [string, string][] {
  const chosen = projects.filter((project) => project.isChosen);
  return [
    [
      "Projects",
      `${chosen.length} of ${projects.length}: ${chosen.map((project) => project.name).join(", ")}`,
    ],
    ["NetSuite account", connection?.accountId ?? "Not connected"],
    ["Resource types", typeWords(settings)],
    [
      "Automatic sync",
      settings.automaticSync
        ? "On: changes go to NetSuite by themselves"
        : "Off: changes wait under Pending until someone syncs them",
    ],
    [
      "Missing vendors",
      settings.createVendors
        ? "Created in NetSuite"
        : "Not created: the record fails until someone creates the vendor",
    ],
    ["Default subsidiary", nameOf(connection?.choices.subsidiaries, settings.subsidiaryId)],
    ["Default item", nameOf(connection?.choices.items, settings.itemId)],
    [
      "Payments for Synced Invoices",
      settings.resourceTypes.payment ? scheduleWords[settings.paymentSchedule] : "Not synced",
    ],
  ];
}

const nameOf = (list: { id: string; name: string }[] | undefined, id: string | null): string =>
  list?.find((each) => each.id === id)?.name ?? "None";

function typeWords({ resourceTypes: types }: Settings): string {
  const words = [
    types.commitment && "Commitments",
    types.requisition && "Subcontractor invoices",
    types.payment && "Payments",
  ];
  return words.filter(Boolean).join(", ") || "None";
}

const List = styled.dl`
  margin: 0;
  border-top: 1px solid ${theme.line};

  > div {
    display: grid;
    grid-template-columns: minmax(120px, 220px) 1fr;
    gap: 4px 16px;
    padding: 10px 0;
    border-bottom: 1px solid ${theme.line};
  }

  dt {
    font-weight: 600;
  }

  dd {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  @media (max-width: 639px) {
    > div {
      grid-template-columns: 1fr;
    }
  }
`;
