import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { Invoice, SharedInvoice } from "../../server/api/contract.ts";
import type { CommitmentRef } from "../api/commitment.ts";
import { shareInvoice, useWhyNotPaid } from "../api/invoice.ts";
import { RefusalError } from "../api/refusal-error.ts";
import { Waiting } from "../components/blank.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Notice } from "../components/notice.tsx";
import { theme } from "../components/theme.ts";
import { formatInstant } from "../format.ts";
import { Sheet } from "./sheet.tsx";

interface WhyDialogProps {
  commitment: CommitmentRef;
  invoice: Invoice;
  mayShare: boolean;
  onClose(): void;
}

/** For the subcontractor who asks: what both systems say, to be passed on. */
export function WhyDialog({ commitment, invoice, mayShare, onClose }: WhyDialogProps) {
  const { data, error } = useWhyNotPaid(commitment, invoice.id);
  return (
    <Sheet title={`Invoice ${invoice.number}: why is it not paid?`} width="md" onClose={onClose}>
      {data ? (
        <Parts>
          <p>
            <strong>{data.title}</strong>
          </p>
          <Facts>
            {data.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </Facts>
          <div>
            <CopyButton text={data.text} word="Copy" />
          </div>
          {mayShare && <Share commitment={commitment} invoice={invoice} />}
        </Parts>
      ) : error ? (
        <Notice tone="bad">{wordsOf(error)}</Notice>
      ) : (
        <Waiting label="Asking both systems…" />
      )}
    </Sheet>
  );
}

function Share({ commitment, invoice }: Pick<WhyDialogProps, "commitment" | "invoice">) {
  const [shared, setShared] = useState<SharedInvoice | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const share = () => {
    setBusy(true);
    shareInvoice(commitment, invoice.id)
      .then(setShared, (error: unknown) => setProblem(wordsOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Parts>
      <p>
        A link shows this text, always as it stands then, to whoever has it, without sign-in. It
        works for 14 days, and no longer than Crosstie is installed.
      </p>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {shared ? (
        <>
          <Address ref={focus} readOnly aria-label="Link" value={shared.url} onFocus={selectAll} />
          <Row>
            <CopyButton text={shared.url} word="Copy link" />
            <span>Open until {formatInstant(shared.until)}</span>
          </Row>
        </>
      ) : (
        <div>
          <Button
            size="sm"
            variant="secondary"
            aria-disabled={isBusy}
            onClick={() => isBusy || share()}
          >
            {isBusy ? "Making a link…" : "Make a link"}
          </Button>
        </div>
      )}
    </Parts>
  );
}

/** The button that made it is gone, and with it the focus: Escape would reach nobody. */
const focus = (address: HTMLInputElement | null) => address?.focus();
const selectAll = ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
  currentTarget.select();

const wordsOf = (error: unknown): string =>
  error instanceof RefusalError ? error.message : "This cannot be shown. Load the page again.";

const Parts = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${theme.space.md}px;
  & & {
    padding-top: ${theme.space.md}px;
    border-top: 1px solid ${theme.line};
  }
`;

const Facts = styled.ul`
  font-variant-numeric: tabular-nums;
  li {
    padding: ${theme.space.xs}px 0;
  }
  li + li {
    border-top: 1px solid ${theme.line};
  }
`;

const Row = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${theme.space.xs}px ${theme.space.sm}px;
  color: ${theme.quiet};
`;

const Address = styled.input`
  width: 100%;
  padding: ${theme.space.sm}px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.wash};
  color: ${theme.text};
  font: inherit;
`;
