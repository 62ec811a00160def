import { ChevronDown } from "@procore/core-icons";
import { Button, colors } from "@procore/core-react";
import { useEffect, useState } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { useBell } from "../../api/failures.ts";
import { ExternalLink } from "../../components/external-link.tsx";
import { theme } from "../../components/theme.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";
import { Account } from "../sign-in/account.tsx";
import { NARROW, useNarrow } from "../use-narrow.ts";
import { MenuCount } from "./menu-count.tsx";
import { pages } from "./pages.ts";
import { Submenu } from "./submenu.tsx";

interface SidebarProps {
  page: string;
  installation: Installation;
}

/** Pages on the left; folded under the brand where there is no room for that. */
export function Sidebar({ page, installation }: SidebarProps) {
  const { company, may, supportUrl } = installation;
  const shown = pages.filter(({ isShown }) => isShown?.(may) ?? true);
  const { data: bell } = useBell(may.viewActivities ? company.id : null);
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [page]);
  return (
    <Side>
      <Brand>
        Crosstie
        <small>{company.name}</small>
      </Brand>
      {isNarrow && (
        <Opener
          variant="tertiary"
          size="sm"
          iconRight={<ChevronDown />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Menu
        </Opener>
      )}
      {(isOpen || !isNarrow) && (
        <>
          <Pages aria-label="Pages">
            <List>
              {shown.map(({ id, word, sections, count }) => (
                <li key={id}>
                  <Item
                    href={hrefTo(id)}
                    aria-current={id === page ? "page" : undefined}
                    onClick={(event) => openHere(event, () => goTo(id))}
                  >
                    {word}
                    {bell && count && <MenuCount count={count(bell)} />}
                  </Item>
                  {id === page && sections && (
                    <Submenu sections={sections(installation)} installation={installation} />
                  )}
                </li>
              ))}
            </List>
          </Pages>
          <Who>
            {supportUrl && (
              <Help>
                <ExternalLink href={supportUrl}>Help and support</ExternalLink>
              </Help>
            )}
            <Account />
          </Who>
        </>
      )}
    </Side>
  );
}

const Side = styled.header`
  display: flex;
  flex-direction: column;
  flex: none;
  width: 216px;
  padding-top: 24px;
  background: ${colors.gray96};
  border-right: 1px solid ${theme.line};

  @media print {
    display: none;
  }

  @media ${NARROW} {
    flex-direction: row;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    width: auto;
    padding: 0 0 0 16px;
    border-right: 0;
    border-bottom: 1px solid ${theme.line};
  }
`;

const Brand = styled.div`
  padding: 0 20px 16px;
  font-size: 16px;
  font-weight: 600;

  small {
    display: block;
    color: ${theme.quiet};
    font-size: 12px;
    font-weight: 400;
    line-height: 16px;
  }

  @media ${NARROW} {
    padding: 8px 0;
    line-height: 20px;
  }
`;

/** Beside the bell. */
const Opener = styled(Button)`
  && {
    margin-right: 64px;
  }
`;

const Who = styled.div`
  position: sticky;
  bottom: 0;
  margin-top: auto;
  padding: 16px 20px;

  @media ${NARROW} {
    position: static;
    flex-basis: 100%;
    padding: 4px 16px 4px 0;
    border-top: 1px solid ${theme.line};
  }
`;

const Help = styled.p`
  margin-bottom: ${theme.space.sm}px;
`;

const Pages = styled.nav`
  @media ${NARROW} {
    flex-basis: 100%;
    min-width: 0;
    border-top: 1px solid ${theme.line};
  }
`;

const List = styled.ul`
  @media ${NARROW} {
    display: grid;
    grid-template-columns: 1fr 1fr;
    margin-left: -16px;
  }
`;

const Item = styled.a`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 8px;
  padding: 8px 20px 8px 16px;
  border-left: 4px solid transparent;
  color: ${theme.text};
  font-weight: 600;
  text-decoration: none;
  white-space: nowrap;

  &:hover {
    background: ${colors.gray94};
  }

  &[aria-current="page"] {
    background: ${theme.paper};
    border-color: ${colors.orange50};
  }

  /* where colours are forced, a border without one is drawn */
  @media (forced-colors: active) {
    border-color: Canvas;

    &[aria-current="page"] {
      border-color: Highlight;
    }
  }

  @media ${NARROW} {
    padding: 10px 16px 10px 12px;
  }
`;
