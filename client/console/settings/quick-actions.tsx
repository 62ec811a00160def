import { ArrowsSync, Building, Clock, Connect, FileClock, ListGrouped } from "@procore/core-icons";
import { colors, Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { Summary } from "../set-up-forms/summary.tsx";
import { linkTo } from "./link-to.ts";
import { Section } from "./section.tsx";
import { sectionsFor } from "./sections.ts";
import { standingOf } from "./standing.ts";

const icons: Record<string, typeof Clock> = {
  synchronization: ArrowsSync,
  schedule: Clock,
  connection: Connect,
  mappings: ListGrouped,
  projects: Building,
  "audit-log": FileClock,
};

/** The way to each section, and how it stands. */
export function QuickActions({ installation }: { installation: Installation }) {
  const shown = sectionsFor(installation).filter(({ id }) => Object.hasOwn(icons, id));
  return (
    <>
      <section aria-label="Quick Actions">
        <Cards>
          {shown.map(({ id, word }) => {
            const { brief, text, isWell } = standingOf(id, installation);
            const Icon = icons[id]!;
            return (
              <Card key={id}>
                <Head>
                  <Icon size="md" />
                  <a {...linkTo(id)}>{word}</a>
                  {isWell !== undefined && (
                    <Pill color={isWell ? "green" : "red"}>
                      {isWell ? "✓" : "⚠"} {brief}
                    </Pill>
                  )}
                </Head>
                <p>{text}</p>
              </Card>
            );
          })}
        </Cards>
      </section>
      <Section title="As it stands">
        <Summary installation={installation} />
      </Section>
    </>
  );
}

const Cards = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
  gap: 16px;
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Card = styled.li`
  min-width: 0;
  position: relative;
  padding: 16px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.paper};

  &:hover {
    border-color: ${colors.gray60};
    background: ${theme.wash};
  }

  p {
    margin: 6px 0 0;
    color: ${theme.quiet};
    line-height: 20px;
    overflow-wrap: anywhere;
  }
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 8px;

  a {
    flex: 1 0 auto;
    color: ${theme.text};
    font-size: 16px;
    font-weight: 600;
    line-height: 24px;
    text-decoration: none;
  }

  /* all of the card leads there */
  a::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: 4px;
  }

  a:focus-visible {
    outline: none;
  }

  a:focus-visible::after {
    outline: 2px solid ${theme.focus};
  }

  > svg {
    flex: none;
    color: ${theme.quiet};
  }
`;
