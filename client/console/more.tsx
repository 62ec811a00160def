import { Button } from "@procore/core-react";
import styled from "styled-components";

interface MoreProps {
  isLoading: boolean;
  onClick(): void;
}

/** Under a list that goes on. */
export function More({ isLoading, onClick }: MoreProps) {
  return (
    <Middle>
      <Button variant="secondary" loading={isLoading} onClick={onClick}>
        Load more
      </Button>
    </Middle>
  );
}

const Middle = styled.div`
  display: flex;
  justify-content: center;
  padding: 16px;
`;
