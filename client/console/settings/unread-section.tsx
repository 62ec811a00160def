import { Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { formatInstant, plural } from "../../format.ts";
import { Section } from "./section.tsx";

type Unread = Installation["unread"][number];

/**
 * What Procore keeps from Crosstie: an approved invoice that nobody has read is missing without a
 * word elsewhere.
 */
export function UnreadSection({ unread }: { unread: Unread[] }) {
  const isWell = unread.length === 0;
  return (
    <Section
      title="Reading from Procore"
      aside={isWell ? <Pill color="green">✓ Working</Pill> : <Pill color="red">⚠ Incomplete</Pill>}
    >
      {isWell ? (
        <p>No record of the chosen projects is waiting to be read.</p>
      ) : (
        <List>
          {unread.map((each) => (
            <li key={`${each.kind} ${each.projectId} ${each.reason} ${each.whoseMove}`}>
              <strong>{sentence(each)}</strong>
              <Said>
                “{each.reason}” · since {formatInstant(each.since)}
              </Said>
              <p>{move(each)}</p>
            </li>
          ))}
        </List>
      )}
    </Section>
  );
}

function sentence({ words, isList, count, projectId, projectName }: Unread): string {
  const where = projectId === null ? "" : ` of ${projectName ?? `project ${projectId}`}`;
  if (isList) return `Crosstie cannot look for new and changed ${words.many}${where}.`;
  return `${plural(count, words.one)}${where} could not be read.`;
}

function move({ projectId, tool, whoseMove }: Unread): string {
  if (whoseMove === "crosstie") {
    return "Crosstie’s move: it asks again at each poll. If this stays, send these words to support.";
  }
  const what = projectId === null ? tool : `this project and its ${tool} tool`;
  return `A company administrator’s move: in Procore, under App Management, Crosstie, Permissions, allow ${what}. Crosstie then goes on by itself.`;
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 12px;
  margin: 0;
  padding: 0;
  list-style: none;
  overflow-wrap: anywhere;

  li > p {
    margin-top: 2px;
  }

  li + li {
    padding-top: 12px;
    border-top: 1px solid ${theme.line};
  }
`;

const Said = styled.p`
  color: ${theme.quiet};
`;
