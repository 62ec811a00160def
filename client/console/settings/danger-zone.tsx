import { Button } from "@procore/core-react";
import { type ReactNode, useState } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { EraseDialog } from "../company-data/erase-dialog.tsx";
import { ExportEverything } from "../company-data/export-everything.tsx";
import { erpName } from "../erp.ts";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";
import { UninstallDialog } from "./uninstall-dialog.tsx";

/** What ends the tie between the two systems, with a copy to take along first. */
export function DangerZone({ installation, accept }: SectionProps) {
  const [asking, setAsking] = useState<"uninstall" | "erase" | null>(null);
  const { name } = installation.company;
  const dialog = { installation, accept, onClose: () => setAsking(null) };

  return (
    <>
      <Section title="Take a copy">
        <p>All that Crosstie keeps of {name}, as a file with one row a line, without secrets.</p>
        <ExportEverything companyId={installation.company.id} />
      </Section>
      <Red>
        <Section title="Danger zone">
          <Act
            title="Uninstall"
            button={
              <Button variant="secondary" onClick={() => setAsking("uninstall")}>
                Uninstall…
              </Button>
            }
          >
            Crosstie stops watching {name}. What it has already brought to {erpName(installation)}{" "}
            and to Procore stays there.
          </Act>
          <Act
            title="Erase everything"
            button={
              <Button variant="secondary" onClick={() => setAsking("erase")}>
                Erase everything…
              </Button>
            }
          >
            Uninstalls, and deletes all that Crosstie keeps of {name} for good. This cannot be taken
            back.
          </Act>
        </Section>
      </Red>
      {asking === "uninstall" && <UninstallDialog {...dialog} />}
      {asking === "erase" && <EraseDialog {...dialog} />}
    </>
  );
}

interface ActProps {
  title: string;
  button: ReactNode;
  children: ReactNode;
}

function Act({ title, button, children }: ActProps) {
  return (
    <Line>
      <div>
        <h3>{title}</h3>
        <p>{children}</p>
      </div>
      {button}
    </Line>
  );
}

const Red = styled.div`
  > section {
    border-color: ${theme.bad};
  }

  h2 {
    color: ${theme.bad};
  }

  && button {
    border: 1px solid ${theme.bad};
    background: ${theme.paper};
    color: ${theme.bad};
  }
`;

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 8px 24px;

  & + & {
    padding-top: 12px;
    border-top: 1px solid ${theme.line};
  }

  > div {
    flex: 1 1 320px;
    min-width: 0;
  }

  h3 {
    font-size: 14px;
    line-height: 20px;
  }

  p {
    line-height: 20px;
  }
`;
