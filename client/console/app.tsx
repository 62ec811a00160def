import { type Host, useHost } from "../bridge/use-host.ts";
import { Waiting } from "../components/blank.tsx";
import { useAddress } from "./address.ts";
import { CompanyList } from "./company-list.tsx";
import { WizardPage } from "./install/wizard-page.tsx";
import { Console } from "./shell/console.tsx";
import { PlainFrame } from "./shell/plain-frame.tsx";
import { SignInGate } from "./sign-in/sign-in-gate.tsx";

const isInstalling = window.location.pathname.startsWith("/install");

/** One entry, two pages: the set-up on /install and the console on /console. */
export function App() {
  const host = useHost();
  const companyId = useAddress().companyId ?? host.context?.companyId ?? null;

  return (
    <SignInGate>
      {isInstalling ? (
        <WizardPage companyId={companyId} />
      ) : (
        <ConsolePage companyId={companyId} host={host} />
      )}
    </SignInGate>
  );
}

function ConsolePage({ companyId, host }: { companyId: string | null; host: Host }) {
  if (companyId) return <Console companyId={companyId} isPaused={host.isPaused} />;
  return (
    <PlainFrame>
      {host.source === "asking" ? (
        <Waiting label="Asking Procore which company this is" />
      ) : (
        <CompanyList param="companyId" />
      )}
    </PlainFrame>
  );
}
