import styled from "styled-components";
import { Notice } from "../../components/notice.tsx";

interface StillWantedProps {
  erp: string;
  unset: string[];
}

/** What the account insists on and nobody has chosen yet, said before a document fails for it. */
export function StillWanted({ erp, unset }: StillWantedProps) {
  if (unset.length === 0) return null;
  return (
    <Notice tone="warning">
      <p>{erp} may refuse what is sent, because of what is not chosen yet:</p>
      <List>
        {unset.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </List>
    </Notice>
  );
}

const List = styled.ul`
  margin: 4px 0 0;
  padding-left: 20px;
  list-style: disc;
  line-height: 20px;
`;
