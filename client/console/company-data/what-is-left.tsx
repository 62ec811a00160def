import type { Installation } from "../../../server/api/contract.ts";
import { formatInstant } from "../../format.ts";
import { erpName } from "../erp.ts";

/** Somebody took Crosstie away: it comes back only when someone asks for it. */
export const isGone = ({ status, erasure }: Installation): boolean =>
  status === "uninstalled" || (status === "not_installed" && erasure !== null);

export function titleOfGone({ company, status, erasure }: Installation): string {
  if (isErasing(erasure)) return `Crosstie is erasing all that it kept of ${company.name}`;
  if (status === "not_installed") return "Everything of this company was erased from Crosstie";
  return `Crosstie was uninstalled from ${company.name}`;
}

export const isErasing = (erasure: Installation["erasure"]): boolean => erasure?.doneAt === null;

export function WhatIsLeft({ installation }: { installation: Installation }) {
  const { status, erasure } = installation;
  if (erasure && isErasing(erasure)) {
    return (
      <p>
        {erasure.by} asked for it {formatInstant(erasure.requestedAt)}. It takes some minutes, goes
        on by itself, and cannot be taken back.
      </p>
    );
  }
  if (erasure?.doneAt && status === "not_installed") {
    return (
      <p>
        {erasure.by} had it erased {formatInstant(erasure.doneAt)}; this line is all that Crosstie
        keeps. What it brought to Procore and {erpName(installation)} is still there: a new set-up
        knows nothing of it and could send it again.
      </p>
    );
  }
  return (
    <>
      <p>
        It reads and writes nothing in Procore and {erpName(installation)}. What it brought there
        stays. Its credentials and webhook secrets are destroyed; a new set-up asks for them again.
      </p>
      <p>
        <Kept />
      </p>
    </>
  );
}

/** What an uninstall leaves with Crosstie, and for what. */
export function Kept() {
  return (
    <>
      Crosstie keeps its records and activities: what was sent where, and which payments came back.
      With them a new installation sends nothing twice. ‘Erase everything’ in the console deletes
      them too.
    </>
  );
}
