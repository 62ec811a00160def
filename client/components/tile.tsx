import { Card, Typography } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import { theme } from "./theme.ts";

/** core-react's Card, flat with a line around it: many of them stand close together here. */
export const Tile = styled(Card)`
  && {
    position: relative;
    min-width: 0;
    padding: ${theme.space.md}px;
    border: 1px solid ${theme.line};
    box-shadow: none;
  }
`;

export function TileHead({ title, aside }: { title: string; aside?: ReactNode }) {
  return (
    <Head>
      <Typography as="h2" intent="small" weight="semibold" color="gray40">
        {title}
      </Typography>
      {aside && (
        <Typography intent="small" color="gray40">
          {aside}
        </Typography>
      )}
    </Head>
  );
}

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 ${theme.space.sm}px;
  margin-bottom: ${theme.space.xs}px;
`;
