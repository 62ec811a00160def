import styled from "styled-components";

/** For what the eye sees anyway, by place or colour. */
export const OnlyReadAloud = styled.span`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;
