import { Warning } from "@procore/core-icons";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import type { Standing } from "./standing.ts";

/** How a section stands, below its word in a menu. */
export function Brief({ brief, isWell }: Pick<Standing, "brief" | "isWell">) {
  if (brief === "") return null;
  return (
    <Small $isBad={isWell === false}>
      {isWell === false && <Warning size="sm" />}
      {brief}
    </Small>
  );
}

const Small = styled.span<{ $isBad: boolean }>`
  display: flex;
  align-items: center;
  gap: 4px;
  color: ${({ $isBad }) => ($isBad ? theme.bad : theme.quiet)};
  font-size: 12px;
  font-weight: 400;
  line-height: 16px;

  svg {
    width: 12px;
    height: 12px;
  }
`;
