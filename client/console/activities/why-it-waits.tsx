import type { Installation } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { SettingsLink } from "../settings-link.tsx";

interface WhyItWaitsProps {
  installation: Installation;
  hasPending: boolean;
}

/** The commonest reason for a full Pending tab, said once for all rows. */
export function WhyItWaits({ installation, hasPending }: WhyItWaitsProps) {
  if (!hasPending || installation.settings.automaticSync) return null;
  return (
    <Notice>
      Automatic sync is off: what is listed here waits until someone presses Sync now.{" "}
      {installation.may.changeSettings && <SettingsLink>Change this in Settings</SettingsLink>}
    </Notice>
  );
}
