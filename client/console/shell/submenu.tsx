import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { useQuery } from "../address.ts";
import { Brief } from "../settings/brief.tsx";
import { linkTo } from "../settings/link-to.ts";
import { sectionNamed, type SettingsSection } from "../settings/sections.ts";
import { standingOf } from "../settings/standing.ts";
import { NARROW } from "../use-narrow.ts";

interface SubmenuProps {
  sections: SettingsSection[];
  installation: Installation;
}

/** Where the sidebar lies on top, the page itself has a menu. */
export function Submenu({ sections, installation }: SubmenuProps) {
  const section = sectionNamed(useQuery().get("section"), installation);
  if (sections.length === 0) return null;
  return (
    <Below aria-label="Settings sections">
      {sections.map(({ id, word }) => {
        const standing = standingOf(id, installation);
        return (
          <li key={id} data-section={id}>
            <a {...linkTo(id)} aria-current={id === section ? "page" : undefined}>
              {word}
              <Brief {...standing} />
            </a>
          </li>
        );
      })}
    </Below>
  );
}

const Below = styled.ul`
  margin: 2px 0 8px;

  a {
    display: block;
    padding: 5px 20px 5px 32px;
    color: ${theme.quiet};
    line-height: 20px;
    text-decoration: none;
  }

  a:hover {
    background: ${colors.gray94};
  }

  a[aria-current="page"] {
    color: ${theme.text};
    font-weight: 600;
  }

  [data-section="danger-zone"] {
    margin: 8px 20px 0 32px;
    padding-top: 4px;
    border-top: 1px solid ${theme.line};
  }

  [data-section="danger-zone"] a {
    padding-left: 0;
    color: ${theme.bad};
  }

  @media ${NARROW} {
    display: none;
  }
`;
