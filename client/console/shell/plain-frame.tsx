import type { ReactNode } from "react";
import { AccountFooter } from "../sign-in/account.tsx";

/** Around a screen that has no pages beside it. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <main>{children}</main>
      <AccountFooter />
    </>
  );
}
