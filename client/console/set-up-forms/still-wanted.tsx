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
      <p>{erp} asks for more than is chosen yet, and may refuse what is sent without it.</p>
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
