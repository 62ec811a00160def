import { Link } from "@procore/core-react";
import type { MouseEvent, ReactNode } from "react";
import { goTo, hrefTo } from "./address.ts";

interface PageLinkProps {
  page: string;
  /** What that page reads from its address. */
  parameters?: Record<string, string | null>;
  children: ReactNode;
}

/** To another page of the console; a new tab stays possible. */
export function PageLink({ page, parameters, children }: PageLinkProps) {
  return (
    <Link
      href={hrefTo(page, parameters)}
      onClick={(event) => openHere(event, () => goTo(page, parameters))}
    >
      {children}
    </Link>
  );
}

export function openHere(event: MouseEvent, move: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  move();
}
