import styled from "styled-components";
import { useSignOut } from "../api/use-sign-out.ts";
import { SignedInAs } from "../components/signed-in-as.tsx";
import { theme } from "../components/theme.ts";

/** Below everything: it is looked for seldom. */
export function Account() {
  const account = useSignOut();
  if (!account) return null;
  return (
    <Foot>
      <SignedInAs {...account} />
    </Foot>
  );
}

const Foot = styled.footer`
  padding: ${theme.space.xs}px ${theme.space.lg}px;
  border-top: 1px solid ${theme.line};
  @media print {
    display: none;
  }
`;
