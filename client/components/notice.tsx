import { Error as ErrorIcon, Info, Warning } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "./theme.ts";

type Tone = "info" | "warning" | "bad";

const TONES = {
  info: { Icon: Info, paper: colors.blue96, line: colors.blue85, ink: colors.blue45 },
  warning: { Icon: Warning, paper: colors.yellow94, line: colors.yellow70, ink: colors.yellow30 },
  bad: { Icon: ErrorIcon, paper: colors.red98, line: colors.red85, ink: colors.red45 },
};

/**
 * A calm word beside the content. What went wrong just now is read aloud at once, the rest when
 * there is time.
 */
export function Notice({ tone = "info", children }: { tone?: Tone; children: ReactNode }) {
  const { Icon } = TONES[tone];
  return (
    <Strip $tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon size="sm" />
      <div>{children}</div>
    </Strip>
  );
}

const Strip = styled.div<{ $tone: Tone }>`
  display: flex;
  gap: ${theme.space.sm}px;
  padding: ${theme.space.sm}px ${theme.space.md}px;
  border: 1px solid ${({ $tone }) => TONES[$tone].line};
  border-radius: 4px;
  background: ${({ $tone }) => TONES[$tone].paper};
  svg {
    margin-top: 2px;
    color: ${({ $tone }) => TONES[$tone].ink};
  }
  color: ${theme.text};
  text-align: left;
  > div {
    flex: 1;
    min-width: 0;
  }
`;
