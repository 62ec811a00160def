import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

/** A word and its figure, one pair a line. */
export function Pair({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const Pairs = styled.dl`
  margin-top: 8px;

  > div {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
    padding: 3px 0;
  }

  dt {
    color: ${theme.quiet};
  }
`;
