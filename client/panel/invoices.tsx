import type { CommitmentView, Invoice } from "../../server/api/contract.ts";
import { ArrivingList } from "./arriving-list.tsx";
import { type InvoiceActs, InvoiceTile } from "./invoice-tile.tsx";
import { Section } from "./section.tsx";

interface InvoicesProps {
  view: CommitmentView;
  isBusy: boolean;
  acts: InvoiceActs;
  /** The one that is open in Procore stands on top, apart. */
  openId: string | null;
}

/**
 * Subcontractor invoices and their bills. Without any the section would only say what the payments'
 * one says.
 */
export function Invoices({ view, isBusy, acts, openId }: InvoicesProps) {
  const others = view.invoices.filter(({ id }) => id !== openId);
  if (others.length === 0) return null;
  return (
    <Section title={others.length < view.invoices.length ? "Other invoices" : "Invoices"}>
      <ArrivingList entries={others} first={6} noun="invoice">
        {(invoice) => <Tile view={view} invoice={invoice} isBusy={isBusy} acts={acts} />}
      </ArrivingList>
    </Section>
  );
}

export function OpenInvoice({ view, isBusy, acts, openId }: InvoicesProps) {
  const open = view.invoices.find(({ id }) => id === openId);
  if (!open) return null;
  return (
    <Section title="This invoice">
      <Tile view={view} invoice={open} isBusy={isBusy} acts={acts} />
    </Section>
  );
}

function Tile({
  view: { money, may, system },
  ...rest
}: Omit<InvoicesProps, "openId"> & { invoice: Invoice }) {
  return <InvoiceTile system={system} currency={money.currency} canSend={may.sync} {...rest} />;
}
