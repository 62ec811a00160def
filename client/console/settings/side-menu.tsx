import { ChevronDown, Warning } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { linkTo } from "./link-to.ts";
import { type SectionId, sections, sectionsFor } from "./sections.ts";
import { standingOf } from "./standing.ts";

/** Below it the sections fold into one line; up to MIDDLE the sidebar's own menu is enough. */
const NARROW = "(max-width: 767px)";
const MIDDLE = "(max-width: 1099px)";

interface SideMenuProps {
  section: SectionId;
  installation: Installation;
}

/** The sections of Settings with how each stands. */
export function SideMenu(props: SideMenuProps) {
  const { word } = sections.find(({ id }) => id === props.section)!;
  return (
    <>
      <Beside aria-label="Settings sections">
        <Links {...props} />
      </Beside>
      {/* a new one with each section: it closes once one is chosen */}
      <Above key={props.section}>
        <summary>
          <span>{word}</span>
          <ChevronDown size="sm" />
        </summary>
        <nav aria-label="Settings sections">
          <Links {...props} />
        </nav>
      </Above>
    </>
  );
}

function Links({ section, installation }: SideMenuProps) {
  return (
    <List>
      {sectionsFor(installation).map(({ id, word }) => {
        const { brief, isWell } = standingOf(id, installation);
        return (
          <li key={id} data-section={id}>
            <a {...linkTo(id)} aria-current={id === section ? "page" : undefined}>
              {word}
              {brief && (
                <Brief $isBad={isWell === false}>
                  {isWell === false && <Warning size="sm" />}
                  {brief}
                </Brief>
              )}
            </a>
          </li>
        );
      })}
    </List>
  );
}

const Beside = styled.nav`
  flex: none;
  width: 208px;

  @media ${MIDDLE} {
    display: none;
  }
`;

const Above = styled.details`
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

const Brief = styled.span<{ $isBad: boolean }>`
  display: flex;
  align-items: center;
  gap: 4px;
  color: ${({ $isBad }) => ($isBad ? theme.bad : theme.quiet)};
  font-size: 12px;
  font-weight: 400;
  line-height: 16px;

  svg {
    width: 12px;
    height: 12px;
  }
`;
