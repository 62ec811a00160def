import styled from "styled-components";
import { theme } from "./theme.ts";

interface OutlineProps {
  /** What goes on. */
  label: string;
  rows?: number;
  /** Side by side, where there is room. */
  isTiled?: boolean;
}

/** Where what is being read will stand: nothing jumps when it comes. */
export function Outline({ label, rows = 5, isTiled = false }: OutlineProps) {
  return (
    <div role="status">
      <Bars data-tiled={isTiled || undefined} aria-hidden>
        {Array.from({ length: rows }, (_, row) => (
          <i key={row} />
        ))}
      </Bars>
      <Word>{label}</Word>
    </div>
  );
}

const Bars = styled.div`
  display: grid;
  gap: ${theme.space.sm}px;

  > i {
    height: 44px;
    border-radius: 4px;
    background: hsl(200, 8%, 94%);
    forced-color-adjust: none;
  }

  &[data-tiled] {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: ${theme.space.lg}px;

    > i {
      height: 144px;
    }
  }
`;

const Word = styled.p`
  margin-top: ${theme.space.md}px;
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;
