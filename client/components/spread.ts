import styled from "styled-components";
import { theme } from "./theme.ts";

/** Two things at the two ends of a line; the second goes below when there is no room. */
export const Spread = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 2px ${theme.space.sm}px;
  > * {
    min-width: 0;
  }
  & + & {
    margin-top: 2px;
  }
`;
