import styled from "styled-components";

export const FormStack = styled.form`
  display: flex;
  flex-direction: column;
  gap: 16px;

  p {
    margin: 0;
    line-height: 20px;
  }
`;
