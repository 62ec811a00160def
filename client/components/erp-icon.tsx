import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { ErpIcon as ErpIconState } from "../../server/api/contract.ts";

type Shown = Exclude<ErpIconState, "none">;

const COLORS: Record<Shown, string> = {
  blue: colors.blue45,
  green: colors.green30,
  yellow: colors.yellow70,
};
const MEANINGS: Record<Shown, string> = {
  blue: "In ERP, with something waiting",
  green: "Synced with ERP",
  yellow: "In ERP, but not as in Procore",
};

/**
 * Procore's mark of a record that an ERP knows. Before anything was sent there is none, as in
 * Procore.
 */
export function ErpIcon({ icon }: { icon: ErpIconState }) {
  if (icon === "none") return null;
  const ink = icon === "yellow" ? colors.gray15 : colors.white;
  return (
    <Mark viewBox="0 0 22 22" role="img" aria-label={MEANINGS[icon]} data-erp-icon={icon}>
      <title>{MEANINGS[icon]}</title>
      <rect width="22" height="22" rx="4" fill={COLORS[icon]} />
      <path
        d="M4 9h10.5M11.5 5.5 15 9l-3.5 3.5M18 13H7.5M10.5 9.8 7.5 13l3.5 3.5"
        fill="none"
        stroke={ink}
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </Mark>
  );
}

/** The same as a ribbon across the corner. Says nothing that the icon does not say in words. */
export function ErpRibbon({ icon }: { icon: ErpIconState }) {
  return icon === "none" ? null : <Corner $color={COLORS[icon]} aria-hidden="true" />;
}

const Mark = styled.svg`
  flex: none;
  width: 22px;
  height: 22px;
`;

const Corner = styled.span<{ $color: string }>`
  position: absolute;
  inset: 0 auto auto 0;
  width: 14px;
  height: 14px;
  background: ${({ $color }) => $color};
  clip-path: polygon(0 0, 100% 0, 0 100%);
`;
