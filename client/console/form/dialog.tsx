import { Button, Modal } from "@procore/core-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { useOwnClicks } from "../../components/use-own-clicks.ts";

interface DialogProps {
  title: string;
  width?: "sm" | "md" | "lg";
  onClose(): void;
  /** Of the button that does nothing else. */
  closeWord?: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Dialog({
  title,
  width = "md",
  onClose,
  closeWord = "Close",
  actions,
  children,
}: DialogProps) {
  const titleId = useId();
  useEscape(onClose);
  useOwnClicks();
  return (
    <Modal
      open
      role="dialog"
      width={width}
      howToClose={["x", "scrim"]}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <Modal.Header>
        <Modal.Heading id={titleId}>{title}</Modal.Heading>
      </Modal.Header>
      <Body>{children}</Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="tertiary" onClick={onClose}>
            {closeWord}
          </Button>
          {actions}
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}

/** The last one is on top, and the only one that a key closes. */
const open: object[] = [];

/** Also where the focused button has just gone. */
function useEscape(onEscape: () => void) {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    open.push(latest);
    const listen = (event: KeyboardEvent) => {
      if (event.key === "Escape" && open.at(-1) === latest) latest.current();
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
      open.splice(open.indexOf(latest), 1);
    };
  }, []);
}

const Body = styled(Modal.Body)`
  > p + p {
    margin-top: 12px;
  }

  &&:focus-visible {
    outline: 1px solid ${theme.line} !important;
    outline-offset: -1px !important;
  }
`;
