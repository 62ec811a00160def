import { Typography } from "@procore/core-react";
import styled from "styled-components";
import type { Preview } from "../../../server/api/contract.ts";
import { formatReason } from "../../format.ts";
import { Notice } from "../notice.tsx";
import { theme } from "../theme.ts";
import { DocumentPart } from "./preview-document.tsx";

interface PreviewContentProps {
  preview: Preview;
  /** What a sentence calls the ERP. */
  erp: string;
}

/** Each document in words and money, in the order in which they would go. */
export function PreviewContent({ preview: { documents, blockers }, erp }: PreviewContentProps) {
  return (
    <Parts>
      {blockers.length > 0 && (
        <Notice tone="warning">
          <strong>Nothing would be sent before this is mended:</strong>
          <ul>
            {blockers.map((blocker) => (
              <li key={blocker}>{formatReason(blocker)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {documents.length === 0 && blockers.length === 0 && (
        <Typography>Nothing would be sent: everything that may go is there already.</Typography>
      )}
      {documents.map((document, index) => (
        <DocumentPart key={index} document={document} erp={erp} />
      ))}
    </Parts>
  );
}

const Parts = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${theme.space.lg}px;
`;
