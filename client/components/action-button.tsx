import { Button, colors, LinkButton } from "@procore/core-react";
import styled, { css } from "styled-components";

// White on Procore's orange is 3.3:1. Two steps darker it is 4.7:1 and still reads as Procore's.
const readable = ({ variant = "primary" }: { variant?: string }) =>
  variant === "primary" &&
  css`
    && {
      background: ${colors.orange40};
      color: ${colors.white};
    }
    &&:hover,
    &&:active,
    &&:focus {
      background: ${colors.orange30};
      color: ${colors.white};
    }
    &&:disabled,
    &&[aria-disabled="true"] {
      background: ${colors.gray85};
      color: ${colors.gray40};
    }
  `;

/** core-react's Button whose primary form can be read by everyone. */
export const ActionButton = styled(Button)`
  ${readable}
`;

/** For what cannot be taken back: nobody takes it for Save. */
export const FinalButton = styled(Button)`
  && {
    background: ${colors.red40};
    color: ${colors.white};
  }
  &&:hover,
  &&:active,
  &&:focus {
    background: ${colors.red30};
    color: ${colors.white};
  }
`;

/** ActionButton for what leads to another page. */
export const ActionLink = styled(LinkButton)`
  ${readable}
`;
