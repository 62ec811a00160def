import type { Installation } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { PageLink } from "../page-link.tsx";
import { useProjectsDraft } from "../set-up-forms/use-projects-draft.ts";
import { useSettingsDraft } from "../set-up-forms/use-settings-draft.ts";

/** On other pages: what was changed in Settings is kept, but does not apply. */
export function UnsavedElsewhere({ installation }: { installation: Installation }) {
  const { leaves } = useSettingsDraft(installation);
  const { changes } = useProjectsDraft(installation);
  if (leaves.length === 0 && !changes) return null;
  return (
    <Notice tone="warning">
      You changed something in Settings and have not saved it.{" "}
      <PageLink page="settings">Go back to Settings</PageLink>
    </Notice>
  );
}
