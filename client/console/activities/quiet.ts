import styled from "styled-components";
import { theme } from "../../components/theme.ts";

/** The second line of a cell. */
export const Quiet = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;
