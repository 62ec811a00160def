import styled from "styled-components";
import { theme } from "../../components/theme.ts";

export const HelpDetails = styled.details`
  color: ${theme.quiet};
  line-height: 20px;

  summary {
    width: fit-content;
    cursor: pointer;
    color: ${theme.link};
  }

  ol {
    margin-top: 8px;
    padding-left: 20px;
    list-style: decimal;
  }

  li + li {
    margin-top: 4px;
  }
`;
