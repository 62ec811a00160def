import { Blank } from "../../components/blank.tsx";
import { ActionButton } from "../../components/action-button.tsx";
import { ProcoreLink } from "./procore-link.tsx";

export function NotAdmin({ company, isActive }: { company: string; isActive: boolean }) {
  return (
    <Blank title="Only a company administrator can set up Crosstie" actions={<ProcoreLink />}>
      <p>
        {isActive
          ? `Crosstie already runs in ${nameOf(company)}; its settings are for administrators.`
          : `The set-up of Crosstie in ${nameOf(company)} is not finished.`}{" "}
        Ask someone with ‘Admin’ level permission on the company’s Admin tool to open this page.
      </p>
    </Blank>
  );
}

export function NotInstalled({ company }: { company: string }) {
  return (
    <Blank
      title={`Crosstie is not installed in ${nameOf(company)}`}
      actions={<ActionButton onClick={() => window.location.reload()}>Look again</ActionButton>}
    >
      <p>
        In Procore, open the Marketplace, choose Crosstie and install it in {nameOf(company)}.
        Procore then brings you back here.
      </p>
    </Blank>
  );
}

// A company that we never looked into has no name here yet.
const nameOf = (company: string) => company || "this company";
