import type { ReactNode } from "react";
import styled from "styled-components";

export function PageHead({ title, aside }: { title: string; aside?: ReactNode }) {
  return (
    <Head>
      <h1>{title}</h1>
      {aside}
    </Head>
  );
}

const Head = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 16px;
  min-height: 32px;
  /* the bell's */
  padding-right: 56px;

  @media (max-width: 767px) {
    padding-right: 0;
  }

  h1 {
    font-size: 24px;
    line-height: 32px;
    white-space: nowrap;
  }
`;
