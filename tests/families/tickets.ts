import type { OrderDocument } from "../../server/connectors/documents.ts";
import { type AnySnapshot, type Kind, keyOf, referenceOf } from "../../server/kinds/kind.ts";
import { neededOf, type Subject } from "../../server/kinds/subject.ts";

/** Somebody signs for what a truck brought. */
export interface Ticket extends AnySnapshot {
  id: string;
  projectId: string;
  number: string;
  title: string;
  vendorId: string;
  amount: string;
  isSigned: boolean;
}

/** Procore's side of the kind, in memory: what it has, and what it was told. */
export interface Tickets {
  kept: Map<string, Ticket>;
  /** Origin ids by the id of the ticket. */
  told: Map<string, string>;
  kind: Kind<Ticket>;
}

export function tickets(): Tickets {
  const kept = new Map<string, Ticket>();
  const told = new Map<string, string>();
  return { kept, told, kind: kindIn(kept, told) };
}

function kindIn(kept: Tickets["kept"], told: Tickets["told"]): Kind<Ticket> {
  return {
    name: "ticket",
    words: {
      one: "delivery ticket",
      many: "delivery tickets",
      type: "Delivery Ticket",
      about: "What a truck brought, once it is signed for",
    },
    scope: "project",
    wholeVersion: 1,
    tool: "Delivery Tickets",
    isMasterData: false,
    hasWebhook: false,
    documents: ["purchase_order"],
    resources: [{ name: "Delivery Tickets", isUnheardOf: true }],
    label: ({ number }) => `ticket ${number}`,
    listed: ({ number, title }) => `${number}, ${title}`,
    fetch: async (_, { place }) => structuredClone(kept.get(place.procoreId)),
    isListed: async (_, { place }) => kept.has(place.procoreId),
    async *listChanged(_, { projectId, since }) {
      const rows = [...kept.values()]
        .filter((ticket) => ticket.projectId === projectId && ticket.updatedAt >= since)
        .map((ticket) => ({
          procoreId: ticket.id,
          updatedAt: ticket.updatedAt,
          deletedAt: undefined,
          snapshot: structuredClone(ticket),
        }));
      yield { rows, resume: "" };
    },
    async *listIds(_, { projectId }) {
      const ids = [...kept.values()].filter((ticket) => ticket.projectId === projectId);
      yield ids.map(({ id }) => id);
    },
    parse: (stored) => ({
      ...(stored as Ticket),
      updatedAt: new Date((stored as Ticket).updatedAt),
    }),
    head: ({ id, number, title, vendorId }) => ({
      number,
      title,
      vendorId,
      parent: keyOf({ kind: "ticket", procoreId: id }),
      document: "purchase_order",
    }),
    compared: { title: 1, amount: 1, signed: 1 },
    fields: ({ title, amount, isSigned }) => [
      { name: "title", word: "Title", value: title, isCarried: true },
      { name: "amount", word: "Amount", value: amount, kind: "total", isCarried: true },
      {
        name: "signed",
        word: "Signed",
        value: isSigned ? "Yes" : "No",
        isCarried: false,
        decides: true,
      },
    ],
    approval: ({ isSigned }) => ({
      isApproved: isSigned,
      status: isSigned ? "Signed" : "Not signed",
    }),
    needs: ({ vendorId }) => [
      { kind: "vendor", procoreId: vendorId, missing: "a vendor", lines: [] },
    ],
    document: orderOf,
    async tell(_, __, those) {
      for (const { origin } of those) told.set(origin.id, origin.originId);
      return { told: those.map(({ origin }) => origin.id), refused: [] };
    },
  };
}

function orderOf(subject: Subject<Ticket>): OrderDocument {
  const { record, snapshot, project } = subject;
  const { number, title, amount } = snapshot;
  return {
    kind: "purchase_order",
    reference: referenceOf(record),
    number,
    title,
    vendorId: neededOf(subject, "vendor").erpId,
    date: undefined,
    currency: undefined,
    total: amount,
    lines: [
      {
        id: "1",
        erpLine: record.erpLines["1"],
        description: title,
        quantity: undefined,
        unitCost: undefined,
        amount,
        project,
        costCode: undefined,
        costType: undefined,
      },
    ],
  };
}
