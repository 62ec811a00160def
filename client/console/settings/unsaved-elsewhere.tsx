import type { Installation } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { PageLink } from "../page-link.tsx";
import { useProjectsDraft } from "../set-up-forms/use-project-choice.ts";
import { useSettingsDraft } from "../set-up-forms/use-settings-form.ts";

/** On other pages: what was changed in Settings is kept, but does not apply. */
export function UnsavedElsewhere({ installation }: { installation: Installation }) {
  const [settings] = useSettingsDraft(installation);
  const [projects] = useProjectsDraft(installation);
  if (!settings && !projects) return null;
  return (
    <Notice tone="warning">
      You changed something in Settings and have not saved it.{" "}
      <PageLink page="settings">Go back to Settings</PageLink>
    </Notice>
  );
}
