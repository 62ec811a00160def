import styled from "styled-components";
import type { MissingPermission } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";

interface MissingPermissionsProps {
  erp: string;
  missing: MissingPermission[];
}

/** All at once, and what nothing goes without apart from the rest. */
export function MissingPermissions({ erp, missing }: MissingPermissionsProps) {
  const needed = missing.filter(({ isNeeded }) => isNeeded);
  const others = missing.filter(({ isNeeded }) => !isNeeded);
  return (
    <>
      {needed.length > 0 && (
        <Notice tone="bad">
          <p>Crosstie’s role in {erp} lacks what nothing goes without:</p>
          <Permissions missing={needed} />
        </Notice>
      )}
      {others.length > 0 && (
        <Notice tone="warning">
          <p>
            {needed.length > 0 ? "It also lacks" : `Crosstie’s role in ${erp} lacks`} what only a
            part of the work needs:
          </p>
          <Permissions missing={others} />
        </Notice>
      )}
    </>
  );
}

function Permissions({ missing }: Pick<MissingPermissionsProps, "missing">) {
  return (
    <List>
      {missing.map(({ permission, level, says }) => (
        <li key={permission}>
          <strong>{permission}</strong>, level {level}
          <br />
          {says}
        </li>
      ))}
    </List>
  );
}

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 8px;
  margin: 8px 0 0;
  padding-left: 20px;
  list-style: disc;
  line-height: 20px;
`;
