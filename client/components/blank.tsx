import { EmptyState, Spinner } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "./theme.ts";

interface BlankProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A view with nothing to show yet: what will appear, what makes it appear, and the next step. */
export function Blank({ title, children, actions }: BlankProps) {
  return (
    <Middle>
      <Narrow compact>
        <EmptyState.Title role="heading" aria-level={1}>
          {title}
        </EmptyState.Title>
        {children && <EmptyState.Description as="div">{children}</EmptyState.Description>}
        {actions && <EmptyState.Actions>{actions}</EmptyState.Actions>}
      </Narrow>
    </Middle>
  );
}

export function Waiting({ label }: { label: string }) {
  return (
    <Middle role="status" aria-live="polite">
      <Spinner size="sm" />
      <span>{label}</span>
    </Middle>
  );
}

const Middle = styled.div`
  display: flex;
  align-items: center;
  justify-content: center;
  gap: ${theme.space.sm}px;
  padding: ${theme.space.xxl}px ${theme.space.lg}px;
  text-align: center;
`;

// core-react's empty state is 352 px wide, whatever there is.
const Narrow = styled(EmptyState)`
  &&,
  && > * {
    max-width: 100%;
  }
`;
