import { Typography } from "@procore/core-react";
import { type ReactNode, useId } from "react";
import styled from "styled-components";
import { theme } from "../components/theme.ts";

interface SectionProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Head>
        <Typography as="h2" intent="h3" weight="semibold" id={id}>
          {title}
        </Typography>
        {aside}
      </Head>
      {children}
    </section>
  );
}

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 ${theme.space.sm}px;
  min-height: 36px;
`;
