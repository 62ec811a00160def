import type { Activity } from "../../../server/api/contract.ts";
import { Quiet } from "./quiet.ts";
import { resourceWords } from "./resource-words.ts";

export function ResourceName({
  activity: { resource, title, procoreId, projectName },
}: {
  activity: Activity;
}) {
  return (
    <div>
      <strong>{resourceWords[resource]}</strong> {title}
      <Quiet>
        {procoreId}
        {projectName && ` · ${projectName}`}
      </Quiet>
    </div>
  );
}
