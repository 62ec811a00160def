import { type ReactNode, useId } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

interface TitledSectionProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function Section({ title, aside, children }: TitledSectionProps) {
  const id = useId();
  return (
    <Box aria-labelledby={id}>
      <Head>
        <h2 id={id}>{title}</h2>
        {aside}
      </Head>
      {children}
    </Box>
  );
}

const Box = styled.section`
  display: flex;
  flex-direction: column;
  gap: 12px;
  min-width: 0;
  padding: 20px;
  border: 1px solid ${theme.line};
  border-radius: 4px;

  @media (max-width: 639px) {
    padding: 16px;
  }
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 16px;

  h2 {
    font-size: 18px;
    line-height: 24px;
  }
`;
