import { Button } from "@procore/core-react";
import styled from "styled-components";
import type { ActivityItem } from "../../../server/api/contract.ts";
import { ChangeRow } from "../../components/change-row.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatTimestamp, plural } from "../../format.ts";
import { go } from "../address.ts";
import { ActionPill, ImpactOf, SecondLine } from "./cells.tsx";

interface UnfoldProps {
  item: ActivityItem;
  isOpen: boolean;
  /** Of what it unfolds. */
  id: string;
  onToggle(): void;
}

/** Where a record waits with more than one change. */
export function Unfold({ item: { openCount, title }, isOpen, id, onToggle }: UnfoldProps) {
  if (openCount === 1) return null;
  return (
    <Button
      variant="tertiary"
      size="sm"
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      onClick={onToggle}
    >
      {`${isOpen ? "Hide" : "Show"} ${plural(openCount, "change")}`}
      <OnlyReadAloud> of {title}</OnlyReadAloud>
    </Button>
  );
}

/** One push sends all of them: each with what changed, the newest first. */
export function OpenChanges({ item, erp }: { item: ActivityItem; erp: string }) {
  const { open, openCount, currency } = item;
  const rest = openCount - open.length;
  return (
    <List aria-label={`Changes of ${item.title}`}>
      {open.map(({ id, action, changes, changedBy, detectedAt, impact, title }) => (
        <li key={id}>
          <Head>
            <ActionPill action={action} />
            <span>
              {formatTimestamp(detectedAt)}
              {changedBy && ` by ${changedBy}`}
            </span>
            <ImpactOf
              impact={impact?.amount ?? null}
              percent={impact?.percent ?? null}
              currency={currency}
            />
            <Button
              variant="tertiary"
              size="sm"
              aria-label={`View details of ${title}, ${formatTimestamp(detectedAt)}`}
              onClick={() => go({ activity: id })}
            >
              Details
            </Button>
          </Head>
          {changes.map((change, index) => (
            <ChangeRow key={index} change={change} currency={currency} erp={erp} isSmall />
          ))}
        </li>
      ))}
      {rest > 0 && (
        <li>
          <SecondLine>and {plural(rest, "earlier change")}</SecondLine>
        </li>
      )}
    </List>
  );
}

const List = styled.ol`
  padding: 4px 12px 4px 16px;
  border-left: 3px solid ${theme.line};

  li + li {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px solid ${theme.line};
  }
`;

const Head = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 16px;
  margin-bottom: 4px;

  > button {
    margin-left: auto;
  }
`;
