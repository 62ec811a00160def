import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";

interface FieldFrameProps {
  id: string;
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  isOptional?: boolean;
  children: ReactNode;
}

/** Label above, hint and refusal below, tied to the control by id. */
export function FieldFrame({
  id,
  label,
  hint,
  problem,
  isOptional = false,
  children,
}: FieldFrameProps) {
  return (
    <Frame data-problem={problem ? "" : undefined}>
      <Label id={`${id}-label`} htmlFor={id}>
        {label}
        {isOptional && <Optional> (optional)</Optional>}
      </Label>
      {children}
      {problem && (
        <Problem id={`${id}-problem`} role="alert">
          {problem}
        </Problem>
      )}
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
    </Frame>
  );
}

export function describedBy(
  id: string,
  hint: ReactNode,
  problem: string | undefined,
): string | undefined {
  const ids = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

const Frame = styled.div`
  display: flex;
  flex-direction: column;
  gap: 4px;
  min-width: 0;
`;

const Label = styled.label`
  font-size: 14px;
  font-weight: 600;
  line-height: 20px;
`;

const Optional = styled.span`
  font-weight: 400;
  color: ${theme.quiet};
`;

const Hint = styled.div`
  font-size: 12px;
  line-height: 16px;
  color: ${theme.quiet};
`;

const Problem = styled.div`
  font-size: 13px;
  line-height: 18px;
  color: ${theme.bad};
`;
