import type { MouseEvent } from "react";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";
import { placeOf } from "./sections.ts";

/** For the link to a section. */
export function linkTo(id: string) {
  const { page, parameters } = placeOf(id);
  return {
    href: hrefTo(page, parameters),
    onClick: (event: MouseEvent) => openHere(event, () => goTo(page, parameters)),
  };
}
