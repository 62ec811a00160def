import { Button } from "@procore/core-react";
import styled from "styled-components";
import { Notice } from "./notice.tsx";
import { theme } from "./theme.ts";

interface SignedInAsProps {
  person: { name: string; login: string };
  isLeaving: boolean;
  problem: string | null;
  leave(): void;
}

/** On a machine that several people use, whose name things are done in has to be seen. */
export function SignedInAs({ person, isLeaving, problem, leave }: SignedInAsProps) {
  return (
    <>
      <Line>
        <span title={person.login}>
          Signed in as <strong>{person.name}</strong>
        </span>
        <Button variant="tertiary" size="sm" aria-disabled={isLeaving} onClick={leave}>
          {isLeaving ? "Signing out…" : "Sign out"}
        </Button>
      </Line>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </>
  );
}

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: ${theme.space.xs}px ${theme.space.sm}px;
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;

  // its word, not its edge, lines up with what is around it
  button {
    margin: 0 -${theme.space.sm}px;
  }

  strong {
    color: ${theme.text};
    font-weight: 600;
  }
`;
