import { Link } from "@procore/core-react";
import { addressWith, go } from "./address.ts";

export function SettingsLink({ children }: { children: string }) {
  const to = { page: "settings", activity: null };
  return (
    <Link
      href={window.location.pathname + addressWith(window.location.search, to)}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </Link>
  );
}
