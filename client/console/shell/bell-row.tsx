import { colors } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";

interface BellRowProps {
  /** Where in the activities it leads. */
  place: Record<string, string | null>;
  /** Unread, what failed is red. */
  hasFailed: boolean;
  isRead: boolean;
  onOpen(): void;
  children: ReactNode;
}

/** One line of the bell. */
export function BellRow({ place, hasFailed, isRead, onOpen, children }: BellRowProps) {
  return (
    <Row
      href={hrefTo("activities", place)}
      data-unread={isRead ? undefined : hasFailed ? "failed" : "told"}
      onClick={(event) => {
        openHere(event, () => goTo("activities", place));
        onOpen();
      }}
    >
      {!isRead && <OnlyReadAloud>Not looked at yet: </OnlyReadAloud>}
      {children}
    </Row>
  );
}

const Row = styled.a`
  display: block;
  padding: 10px 16px;
  border-bottom: 1px solid ${theme.line};
  border-left: 4px solid transparent;
  color: ${theme.text};
  text-decoration: none;

  &[data-unread="failed"] {
    border-left-color: ${theme.bad};
    background: ${colors.red98};
  }

  &[data-unread="told"] {
    border-left-color: ${theme.focus};
    background: ${colors.blue96};
  }

  &:hover {
    background: ${colors.gray96};
  }

  @media (forced-colors: active) {
    border-left-color: Canvas;

    &[data-unread] {
      border-left-color: Highlight;
    }
  }

  > small {
    display: block;
    color: ${theme.quiet};
    font-size: 12px;
    line-height: 16px;
  }
`;
