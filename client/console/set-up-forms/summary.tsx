import styled from "styled-components";
import type { Installation, SettingField } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { plural } from "../../format.ts";
import { erpName, erpOf } from "../erp.ts";
import { choicesOf, isAsked, valuesIn } from "./check-entered.ts";
import { holderWords, scheduleWords, typeWords } from "./settings-words.ts";

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

function rowsOf(installation: Installation): [string, string][] {
  const { projects, connection, settings } = installation;
  const system = erpOf(installation);
  const name = erpName(installation);
  const chosen = projects.filter((project) => project.isChosen);
  return [
    ["Projects", `${chosen.length} of ${projects.length}: ${namesOf(chosen)}`],
    [`${system?.name ?? "ERP"} account`, connection?.account ?? "Not connected"],
    ["Resource types", typeWords(settings, system)],
    [
      "Automatic sync",
      settings.automaticSync
        ? `On: changes go to ${name} by themselves`
        : "Off: changes wait under Pending until someone syncs them",
    ],
    [
      "Missing vendors",
      settings.createVendors
        ? `Created in ${name}`
        : "Not created: the record fails until someone creates the vendor",
    ],
    ...ownRows(installation),
    [
      "Payments for Synced Invoices",
      settings.resourceTypes.payment ? scheduleWords[settings.paymentSchedule] : "Not synced",
    ],
  ];
}

const MOST_NAMED = 5;

function namesOf(chosen: Installation["projects"]): string {
  const rest = chosen.length - MOST_NAMED;
  const names = chosen.slice(0, MOST_NAMED).map(({ name }) => name);
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** The system's own settings. */
function ownRows(installation: Installation): [string, string][] {
  const { connection, settings } = installation;
  const fields = erpOf(installation)?.settings ?? [];
  const offered = connection?.choices ?? {};
  const isShown = (field: SettingField) =>
    isAsked(field, settings) &&
    (field.input !== "choice" || choicesOf(field, offered).length > 0 || isChosen(field.id));
  const isChosen = (id: string) => Object.keys(settings.own[id] ?? {}).length > 0;
  return fields.filter(isShown).map((field) => {
    const value = settings.own[field.id];
    if (field.per !== "company") return [field.label, countWords(field.per, valuesIn(value))];
    const choices = choicesOf(field, offered);
    const name = choices.find(({ id }) => id === value)?.name;
    const typed = field.input !== "choice" && typeof value === "string" ? value : undefined;
    return [field.label, name ?? typed ?? field.choices?.[0]?.name ?? "None"];
  });
}

function countWords(per: keyof typeof holderWords, values: Record<string, string>): string {
  const count = Object.keys(values).length;
  const [one, many] = holderWords[per];
  return count === 0 ? "None" : `Chosen for ${plural(count, one, many)}`;
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
