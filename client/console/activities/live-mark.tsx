import styled from "styled-components";
import type { LiveState } from "../../api/live.ts";
import { theme } from "../../components/theme.ts";

const words: Record<LiveState, string> = {
  connecting: "connecting",
  live: "live",
  lost: "reconnecting",
  paused: "paused",
};

/** Whether what is on the page moves by itself. */
export function LiveMark({ state }: { state: LiveState }) {
  return (
    <Mark
      data-live={state}
      title={state === "live" ? "New activities appear by themselves" : undefined}
    >
      <span aria-hidden="true">{state === "live" ? "●" : "○"}</span> {words[state]}
    </Mark>
  );
}

const Mark = styled.span`
  color: ${theme.quiet};
  font-size: 12px;
`;
