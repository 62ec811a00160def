import { Button, Typography } from "@procore/core-react";
import { useId, useState } from "react";
import styled from "styled-components";
import type { PreviewDocument } from "../../../server/api/contract.ts";
import { formatDate, formatMoney } from "../../format.ts";
import { Money } from "../money.tsx";
import { Notice } from "../notice.tsx";
import { Spread } from "../spread.ts";
import { theme } from "../theme.ts";
import { describeDocument } from "./describe-document.ts";
import { RequestBlock } from "./preview-request.tsx";

/** So many lines are shown before somebody asks for all. */
const FIRST_LINES = 10;

/** A value that is longer than this is read as a text, below its label. */
const LONG = 40;

interface DocumentPartProps {
  document: PreviewDocument;
  erp: string;
}

/** People's version first: what it is, for whom, and how much; the very request behind a button. */
export function DocumentPart({ document, erp }: DocumentPartProps) {
  const { currency, erpNumber, facts, total, unsent, requests, whyNoRequests } = document;
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <Whole aria-labelledby={id}>
      <Typography as="h3" weight="semibold" id={id}>
        {describeDocument(document)}
      </Typography>
      <Rows>
        <Row label={`In ${erp}`} value={erpNumber ?? "New"} />
        {facts.map((fact) => (
          <Row key={fact.label} {...fact} currency={currency} />
        ))}
        {total !== null && <Row label="Total" value={total} isMoney currency={currency} />}
      </Rows>
      <Lines document={document} />
      {unsent.length > 0 && (
        <section aria-label={`Not sent to ${erp}`}>
          <Small>Not sent to {erp}</Small>
          <Rows>
            {unsent.map((row) => (
              <Row key={row.label} {...row} currency={currency} />
            ))}
          </Rows>
        </section>
      )}
      {whyNoRequests && <Notice tone="warning">{whyNoRequests}</Notice>}
      {requests.length > 0 && (
        <div>
          <Button
            size="sm"
            variant="secondary"
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? "Hide the request" : "Show the request"}
          </Button>
        </div>
      )}
      {isShown &&
        requests.map((request, index) => (
          <RequestBlock
            key={index}
            request={request}
            title={requests.length === 1 ? "Request" : `Request ${index + 1} of ${requests.length}`}
          />
        ))}
    </Whole>
  );
}

interface RowProps {
  label: string;
  value: string;
  isMoney?: boolean;
  currency?: string;
}

function Row({ label, value, isMoney = false, currency = "USD" }: RowProps) {
  return (
    <Spread>
      <dt>{label}</dt>
      <dd data-is-long={value.length > LONG}>
        {isMoney ? <Money amount={value} currency={currency} /> : readable(value)}
      </dd>
    </Spread>
  );
}

const readable = (value: string) => (/^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value) : value);

function Lines({ document: { lines, currency } }: { document: PreviewDocument }) {
  const [isWhole, setWhole] = useState(lines.length <= FIRST_LINES);
  if (lines.length === 0) return null;
  return (
    <section aria-label="Lines">
      <Small>Lines</Small>
      <List>
        {(isWhole ? lines : lines.slice(0, FIRST_LINES)).map((line, index) => (
          <li key={index}>
            <Spread>
              <span>{line.description || `Line ${index + 1}, without a description`}</span>
              <End>
                <Money amount={line.amount} currency={currency} isStrong={false} />
              </End>
            </Spread>
            {line.retainage && <Small>{describeRetainage(line.retainage, currency)}</Small>}
          </li>
        ))}
      </List>
      {!isWhole && (
        <Button size="sm" variant="tertiary" onClick={() => setWhole(true)}>
          Show all {lines.length} lines
        </Button>
      )}
    </section>
  );
}

/** "Of $1,000.00 billed: $50.00 held back, $20.00 released". */
function describeRetainage(
  { gross, held, released }: NonNullable<PreviewDocument["lines"][number]["retainage"]>,
  currency: string,
): string {
  const parts = [
    [held, "held back"],
    [released, "released"],
  ] as const;
  const said = parts
    .filter(([amount]) => /[1-9]/.test(amount))
    .map(([amount, word]) => `${formatMoney(amount, currency)} ${word}`);
  return `Of ${formatMoney(gross, currency)} billed: ${said.join(", ")}`;
}

function Small({ children }: { children: React.ReactNode }) {
  return (
    <Typography as="p" intent="small" color="gray40">
      {children}
    </Typography>
  );
}

const Whole = styled.section`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${theme.space.sm}px;
  & + & {
    padding-top: ${theme.space.lg}px;
    border-top: 1px solid ${theme.line};
  }
`;

const Rows = styled.dl`
  dt {
    color: ${theme.quiet};
  }
  dd {
    margin-left: auto;
    overflow-wrap: anywhere;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  dd[data-is-long="true"] {
    margin-left: 0;
    text-align: left;
  }
`;

const List = styled.ul`
  li + li {
    margin-top: 4px;
    padding-top: 4px;
    border-top: 1px solid ${theme.line};
  }
  span {
    overflow-wrap: anywhere;
  }
`;

const End = styled.span`
  margin-left: auto;
`;
