import type { Installation } from "../../../server/api/contract.ts";
import { ActionLink } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";
import { erpName } from "../erp.ts";
import { Kept } from "../kept.tsx";

export function NotSetUp({ installation }: { installation: Installation }) {
  const { company, may, status } = installation;
  const isUninstalled = status === "uninstalled";
  const setUp = may.setUp && (
    <ActionLink
      role="link"
      href={`/install?company_id=${company.id}`}
      target="_blank"
      rel="noopener"
    >
      {isUninstalled ? "Set it up again" : "Go on with the set-up"}
    </ActionLink>
  );
  return (
    <Blank
      title={
        isUninstalled
          ? `Crosstie was uninstalled from ${company.name}`
          : "The set-up is not finished"
      }
      actions={setUp}
    >
      {isUninstalled && (
        <p>
          It reads and writes nothing in Procore and {erpName(installation)}. What it brought there
          stays. Its credentials and webhook secret are destroyed. <Kept />
        </p>
      )}
      <p>
        {may.setUp
          ? "Set-up opens in a tab of its own; this page follows by itself."
          : `An administrator of ${company.name} has to finish it before anything appears here.`}
      </p>
    </Blank>
  );
}
