import styled from "styled-components";
import { useSignOut } from "../../api/use-sign-out.ts";
import { SignedInAs } from "../../components/signed-in-as.tsx";
import { theme } from "../../components/theme.ts";

export function Account() {
  const account = useSignOut();
  return account && <SignedInAs {...account} />;
}

/** Below the screens that have no sidebar. */
export function AccountFooter() {
  return (
    <Foot>
      <Account />
    </Foot>
  );
}

const Foot = styled.footer`
  margin-top: auto;
  padding: ${theme.space.sm}px ${theme.space.lg}px;
  border-top: 1px solid ${theme.line};
`;
