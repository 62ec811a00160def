import styled from "styled-components";

export const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  padding-top: 8px;

  > button,
  > a {
    max-width: 100%;
    height: auto;
    min-height: 36px;
    white-space: normal;
  }
`;
