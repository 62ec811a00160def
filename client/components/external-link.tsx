import { Link } from "@procore/core-react";
import type { ReactNode } from "react";
import { OnlyReadAloud } from "./only-read-aloud.ts";

/**
 * Opens beside Procore, never inside the frame, and gives the new page no way back into this one.
 */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {children} <span aria-hidden="true">↗</span>
      <OnlyReadAloud> (opens in a new tab)</OnlyReadAloud>
    </Link>
  );
}
