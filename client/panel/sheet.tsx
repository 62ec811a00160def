import { Modal } from "@procore/core-react";
import { type ReactNode, useId } from "react";
import styled from "styled-components";
import { theme } from "../components/theme.ts";
import { useOwnClicks } from "../components/use-own-clicks.ts";

interface SheetProps {
  title: string;
  width: "sm" | "md";
  onClose(): void;
  children: ReactNode;
}

/** A dialog over the panel. Load what uses it lazily: core-react's dialog is heavy. */
export function Sheet({ title, width, onClose, children }: SheetProps) {
  const id = useId();
  useOwnClicks();
  return (
    <Frame
      open
      role="dialog"
      aria-labelledby={id}
      howToClose={["x", "scrim"]}
      placement="top"
      width={width}
      onClose={onClose}
    >
      <Head id={id}>{title}</Head>
      <Body>{children}</Body>
    </Frame>
  );
}

// core-react's dialog keeps wide margins for a desktop page: inside a 400 px panel it takes the
// panel.
const Frame = styled(Modal)`
  && {
    right: ${theme.space.sm}px;
    left: ${theme.space.sm}px;
  }
`;

const Head = styled(Modal.Header)`
  && {
    align-items: center;
    padding: ${theme.space.sm}px ${theme.space.sm}px ${theme.space.sm}px ${theme.space.lg}px;
  }
`;

const Body = styled(Modal.Body)`
  && {
    padding: ${theme.space.sm}px ${theme.space.lg}px ${theme.space.lg}px;
  }
`;

export const SheetParts = styled.div`
  display: grid;
  gap: ${theme.space.md}px;
`;

export const SheetButtons = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: ${theme.space.sm}px;
`;
