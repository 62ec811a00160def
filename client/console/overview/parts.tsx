import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { Tile, TileHead } from "../../components/tile.tsx";

interface BoxProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function Box({ title, aside, children }: BoxProps) {
  return (
    <Whole as="section" aria-label={title}>
      <TileHead title={title} aside={aside} />
      {children}
    </Whole>
  );
}

const Whole = styled(Tile)`
  && {
    height: 100%;
  }
`;

export const Lines = styled.ul`
  display: flex;
  flex-direction: column;

  > li {
    display: flex;
    justify-content: space-between;
    gap: 4px ${theme.space.md}px;
    padding: 8px 0;
  }

  > li + li {
    border-top: 1px solid ${theme.line};
  }

  > li > :first-child {
    min-width: 0;
  }

  > li > :last-child {
    flex: none;
    text-align: right;
  }
`;

export const Quiet = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

export const Figure = styled.div`
  font-size: 28px;
  font-variant-numeric: tabular-nums;
  font-weight: 600;
  line-height: 36px;

  a {
    color: inherit;
  }
`;
