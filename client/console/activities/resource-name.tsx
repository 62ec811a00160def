import type { Activity } from "../../../server/api/contract.ts";
import { Quiet } from "./quiet.ts";

export function ResourceName({
  activity: { resourceWord, title, procoreId, projectName },
}: {
  activity: Activity;
}) {
  return (
    <div>
      <strong>{resourceWord}</strong> {title}
      <Quiet>
        {procoreId}
        {projectName && ` · ${projectName}`}
      </Quiet>
    </div>
  );
}
