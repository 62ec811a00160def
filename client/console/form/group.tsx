import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

interface GroupProps {
  legend: string;
  advice?: ReactNode;
  problem?: string | undefined;
  children: ReactNode;
}

export function Group({ legend, advice, problem, children }: GroupProps) {
  return (
    <Fieldset data-problem={problem ? "" : undefined}>
      <Legend>{legend}</Legend>
      {advice && <Advice>{advice}</Advice>}
      {problem && <Problem role="alert">{problem}</Problem>}
      <Stack>{children}</Stack>
    </Fieldset>
  );
}

const Fieldset = styled.fieldset`
  margin: 0;
  padding: 0;
  border: 0;
  min-width: 0;
`;

const Legend = styled.legend`
  padding: 0;
  margin-bottom: 4px;
  font-size: 16px;
  font-weight: 600;
  line-height: 24px;
`;

const Advice = styled.p`
  && {
    margin: 0 0 12px;
  }

  color: ${theme.quiet};
  line-height: 20px;
`;

const Problem = styled.p`
  && {
    margin: 0 0 12px;
  }

  color: ${theme.bad};
  line-height: 20px;
`;

const Stack = styled.div`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;
