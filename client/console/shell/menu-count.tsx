import { colors } from "@procore/core-react";
import styled from "styled-components";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";

/** Beside a page's word, where something of it is open. */
export function MenuCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Round>
      {formatCount(count)}
      <OnlyReadAloud> open</OnlyReadAloud>
    </Round>
  );
}

const Round = styled.span`
  position: relative;
  min-width: 20px;
  padding: 0 6px;
  border-radius: 10px;
  background: ${colors.red94};
  color: ${theme.bad};
  font-size: 12px;
  font-variant-numeric: tabular-nums;
  line-height: 20px;
  text-align: center;
`;
