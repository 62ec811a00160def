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

  h1 {
    font-size: 24px;
    line-height: 32px;
    white-space: nowrap;
  }
`;
