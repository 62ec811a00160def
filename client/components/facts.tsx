import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "./theme.ts";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Block>
      <h3>{title}</h3>
      {children}
    </Block>
  );
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const Facts = styled.dl`
  > div {
    display: grid;
    grid-template-columns: 160px 1fr;
    gap: 0 16px;
    padding: 3px 0;
  }

  dt {
    color: ${theme.quiet};
  }

  dd {
    min-width: 0;
    font-variant-numeric: tabular-nums;
  }

  @media (max-width: 479px) {
    > div {
      grid-template-columns: 1fr;
    }
  }
`;

const Block = styled.section`
  & + & {
    margin-top: 16px;
    padding-top: 16px;
    border-top: 1px solid ${theme.line};
  }

  h3 {
    margin-bottom: 4px;
    font-size: 16px;
    line-height: 24px;
  }
`;
