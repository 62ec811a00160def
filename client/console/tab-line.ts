import { colors } from "@procore/core-react";
import styled from "styled-components";
import { theme } from "../components/theme.ts";

/**
 * Not core-react's: on a narrow screen that one hides tabs, the chosen one too, behind a "More".
 */
export const TabLine = styled.nav`
  display: flex;
  flex-wrap: wrap;
  gap: 0 24px;
  min-width: 0;
  border-bottom: 1px solid ${theme.line};

  @media (max-width: 767px) {
    gap: 0 16px;
  }
`;

export const Tab = styled.button`
  height: 36px;
  padding: 0;
  border: 0;
  border-bottom: 3px solid transparent;
  background: none;
  color: ${theme.quiet};
  font: inherit;
  font-weight: 600;
  white-space: nowrap;
  cursor: pointer;

  &:hover {
    color: ${theme.text};
  }

  &[aria-current="true"] {
    border-color: ${colors.orange50};
    color: ${theme.text};
  }

  @media (forced-colors: active) {
    border-color: Canvas;

    &[aria-current="true"] {
      border-color: Highlight;
    }
  }

  &:focus-visible {
    outline-offset: -2px !important;
  }
`;
