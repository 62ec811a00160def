import { Button } from "@procore/core-react";
import { useEffect } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

/**
 * Says that something is not saved, offers the way back, and has the browser ask before the page is
 * closed.
 */
export function Unsaved({ onDiscard }: { onDiscard(): void }) {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  return (
    <>
      <Button type="button" variant="tertiary" onClick={onDiscard}>
        Discard changes
      </Button>
      <Note role="status">Not saved yet.</Note>
    </>
  );
}

const Note = styled.strong`
  align-self: center;
  color: ${theme.text};
`;
