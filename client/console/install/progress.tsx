import { Check } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { type Step, steps, stepWord } from "./steps.ts";

interface ProgressProps {
  step: Step;
  installation: Installation;
}

export function Progress({ step, installation }: ProgressProps) {
  const at = steps.indexOf(step);

  return (
    <nav aria-label="Set-up steps">
      <List>
        {steps.map((each, place) => (
          <Item
            key={each}
            aria-current={place === at ? "step" : undefined}
            data-state={place < at ? "done" : place === at ? "now" : "later"}
          >
            <Mark aria-hidden="true">{place < at ? <Check size="sm" /> : place + 1}</Mark>
            <Word>{stepWord(each, installation)}</Word>
            {place < at && <OnlyReadAloud>, done</OnlyReadAloud>}
          </Item>
        ))}
      </List>
    </nav>
  );
}

const List = styled.ol`
  display: flex;
  gap: 8px;
  margin: 0 0 24px;
  padding: 0;
  list-style: none;
`;

const Mark = styled.span`
  display: flex;
  align-items: center;
  justify-content: center;
  flex: none;
  width: 24px;
  height: 24px;
  border-radius: 12px;
  border: 1px solid ${theme.quiet};
  font-size: 12px;
  font-weight: 600;
`;

const Item = styled.li`
  display: flex;
  align-items: center;
  gap: 8px;
  flex: 1;
  min-width: 0;
  padding-top: 8px;
  border-top: 3px solid ${theme.line};
  color: ${theme.quiet};

  &[data-state="done"] {
    border-color: ${theme.good};
    color: ${theme.good};
  }

  &[data-state="now"] {
    border-color: ${colors.orange50};
    color: ${theme.text};
    font-weight: 600;
  }

  &[data-state="now"] ${Mark} {
    background: ${theme.text};
    color: ${theme.paper};
  }

  @media (max-width: 639px) {
    flex: none;

    &[data-state="now"] {
      flex: 1;
    }
  }
`;

const Word = styled.span`
  @media (max-width: 639px) {
    ${Item}:not([data-state="now"]) & {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
