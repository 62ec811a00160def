import { Button } from "@procore/core-react";
import { useState } from "react";
import { useActivityPreview } from "../../api/activities.ts";
import { Waiting } from "../../components/blank.tsx";
import { Part } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { PreviewContent } from "../../components/preview/preview-content.tsx";
import { wordsOf } from "../states/failed.tsx";

interface PreviewPartProps {
  companyId: string;
  activityId: string;
  erp: string;
}

/** What would be sent; it asks the ERP, so it waits for somebody who wants to know. */
export function PreviewPart(props: PreviewPartProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Part title="Preview of the next push">
      {isShown ? (
        <Shown {...props} />
      ) : (
        <Button variant="secondary" size="sm" onClick={() => setShown(true)}>
          Show what would be sent
        </Button>
      )}
    </Part>
  );
}

function Shown({ companyId, activityId, erp }: PreviewPartProps) {
  const { data, error } = useActivityPreview(companyId, activityId);
  if (data) return <PreviewContent preview={data} erp={erp} />;
  if (error) return <Notice tone="bad">{wordsOf(error)}</Notice>;
  return <Waiting label="Working out what would be sent…" />;
}
