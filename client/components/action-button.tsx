import { Button, colors, LinkButton } from "@procore/core-react";
import styled, { css } from "styled-components";

const filled = (background: string, pressed: string) => css`
  && {
    background: ${background};
    color: ${colors.white};
  }
  &&:hover,
  &&:active,
  &&:focus {
    background: ${pressed};
    color: ${colors.white};
  }
  &&:disabled,
  &&[aria-disabled="true"] {
    background: ${colors.gray85};
    color: ${colors.gray40};
  }
`;

// White on Procore's orange is 3.3:1. Two steps darker it is 4.7:1 and still reads as Procore's.
const readable = ({ variant = "primary" }: { variant?: string }) =>
  variant === "primary" && filled(colors.orange40, colors.orange30);

/** core-react's Button whose primary form can be read by everyone. */
export const ActionButton = styled(Button)`
  ${readable}
`;

/** For what cannot be taken back: nobody takes it for Save. */
export const FinalButton = styled(Button)`
  ${filled(colors.red40, colors.red30)}
`;

/** ActionButton for what leads to another page. */
export const ActionLink = styled(LinkButton)`
  ${readable}
`;
