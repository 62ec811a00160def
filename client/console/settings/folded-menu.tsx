import { ChevronDown } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { NARROW } from "../use-narrow.ts";
import { Brief } from "./brief.tsx";
import { linkTo } from "./link-to.ts";
import { type SectionId, sections, sectionsFor } from "./sections.ts";
import { standingOf } from "./standing.ts";

interface FoldedMenuProps {
  section: SectionId;
  installation: Installation;
}

/** The sections with how each stands, folded into one line where the sidebar has no room for them. */
export function FoldedMenu(props: FoldedMenuProps) {
  const { word } = sections.find(({ id }) => id === props.section)!;
  return (
    // a new one with each section: it closes once one is chosen
    <Fold key={props.section}>
      <summary>
        <span>{word}</span>
        <ChevronDown size="sm" />
      </summary>
      <nav aria-label="Settings sections">
        <Links {...props} />
      </nav>
    </Fold>
  );
}

function Links({ section, installation }: FoldedMenuProps) {
  return (
    <List>
      {sectionsFor(installation).map(({ id, word }) => {
        const { brief, isWell } = standingOf(id, installation);
        return (
          <li key={id} data-section={id}>
            <a {...linkTo(id)} aria-current={id === section ? "page" : undefined}>
              {word}
              <Brief brief={brief} isWell={isWell} />
            </a>
          </li>
        );
      })}
    </List>
  );
}

const Fold = styled.details`
  display: none;
  border: 1px solid ${theme.line};
  border-radius: 4px;

  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 10px 12px;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  &[open] summary svg {
    transform: rotate(180deg);
  }

  nav {
    padding: 0 4px 4px;
    border-top: 1px solid ${theme.line};
  }

  @media ${NARROW} {
    display: block;
  }
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 2px;
  margin: 0;
  padding: 0;
  list-style: none;

  a {
    display: block;
    padding: 7px 12px;
    border-radius: 4px;
    color: ${theme.text};
    font-weight: 600;
    line-height: 20px;
    text-decoration: none;
  }

  a:hover {
    background: ${colors.gray96};
  }

  a[aria-current="page"] {
    background: ${colors.gray94};
  }

  [data-section="danger-zone"] {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px solid ${theme.line};
  }

  [data-section="danger-zone"] a {
    color: ${theme.bad};
  }
`;
