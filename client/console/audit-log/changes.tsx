import styled from "styled-components";
import type { AuditEntry } from "../../../server/api/contract.ts";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { theme } from "../../components/theme.ts";
import { formatTimestamp } from "../../format.ts";

type Fact = NonNullable<AuditEntry["before"]>[string];

/** Each thing that is said of before and after: the old struck in red, the new in green. */
export function Changes({
  entry: { before, after },
}: {
  entry: Pick<AuditEntry, "before" | "after">;
}) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <List>
      {names.map((name) => (
        <li key={name}>
          <span>{name}:</span> <Change old={before?.[name]} now={after?.[name]} />
        </li>
      ))}
    </List>
  );
}

/** Undefined: it is said of one side alone. */
function Change({ old, now }: { old: Fact | undefined; now: Fact | undefined }) {
  if (old === undefined || now === undefined || inWords(old) === inWords(now)) {
    return <b>{inWords(now ?? old ?? null)}</b>;
  }
  return (
    <>
      <OnlyReadAloud>was</OnlyReadAloud> <del>{inWords(old)}</del> → <ins>{inWords(now)}</ins>
    </>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function inWords(fact: Fact): string {
  if (fact === null || fact === "") return "none";
  if (typeof fact === "boolean") return fact ? "on" : "off";
  if (Array.isArray(fact)) return fact.join(", ") || "none";
  return typeof fact === "string" && INSTANT.test(fact) ? formatTimestamp(fact) : String(fact);
}

const List = styled.ul`
  font-size: 12px;
  line-height: 16px;
  overflow-wrap: anywhere;

  li > span:first-child {
    color: ${theme.quiet};
  }

  b,
  del,
  ins {
    font-weight: 600;
    text-decoration-thickness: 1px;
  }

  del {
    color: ${theme.bad};
  }

  ins {
    color: ${theme.good};
    text-decoration: none;
  }
`;
