import type { Installation } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { titleOfGone, WhatIsLeft } from "../company-data/what-is-left.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { useAct } from "../use-act.ts";
import { ProcoreLink } from "./ways-out.tsx";

interface NotAdminProps {
  company: string;
  isActive: boolean;
}

export function NotAdmin({ company, isActive }: NotAdminProps) {
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

interface SetUpAgainProps {
  installation: Installation;
  onBegin(): Promise<void>;
}

/** Nobody comes back to what was uninstalled by merely looking. */
export function SetUpAgain({ installation, onBegin }: SetUpAgainProps) {
  const beginning = useAct(onBegin);
  return (
    <Blank
      title={titleOfGone(installation)}
      actions={
        <ActionButton loading={beginning.isRunning} onClick={() => void beginning.run()}>
          Set it up again
        </ActionButton>
      }
    >
      <FormStack as="div">
        <WhatIsLeft installation={installation} />
      </FormStack>
      {beginning.problem && <Notice tone="bad">Not begun. {beginning.problem}</Notice>}
    </Blank>
  );
}

// A company that we never looked into has no name here yet.
const nameOf = (company: string) => company || "this company";
