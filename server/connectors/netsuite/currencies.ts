import { z } from "zod";
import { isRefusal, RemoteError } from "../../errors.ts";
import type { Document } from "../documents.ts";
import type { Send } from "./client.ts";
import { currencyDiffers } from "./own-refusals.ts";
import type { SuiteQl } from "./suiteql.ts";

const Row = z.object({ id: z.string(), symbol: z.string() });

/** By account: asked once for each process, and anew when the connection is tested. */
const known = new Map<string, Map<string, string>>();

/** NetSuite's ids of currencies by ISO 4217; empty where the account has one currency alone. */
export function currencies(suiteql: SuiteQl, account: string) {
  return {
    forget: () => void known.delete(account),
    async idOf(document: Document): Promise<string | undefined> {
      if (!("currency" in document) || document.currency === undefined) return undefined;
      const ids = known.get(account) ?? (await readIds(suiteql));
      known.set(account, ids);
      if (ids.size < 2) return undefined;
      const id = ids.get(document.currency);
      if (id !== undefined) return id;
      throw differs(
        `is in ${document.currency} in Procore, which NetSuite does not have`,
        document,
      );
    },
  };
}

async function readIds(suiteql: SuiteQl): Promise<Map<string, string>> {
  const rows = await suiteql.all({
    row: Row,
    sql: () => "select c.id, c.symbol from currency c where c.isinactive = 'F' order by c.id",
    optionalTable: "currency",
  });
  return new Map(rows.map(({ id, symbol }) => [symbol, id]));
}

const Named = z.object({ id: z.string(), refName: z.string().nullish() });
const Vendor = z.object({
  companyName: z.string().nullish(),
  currency: Named.nullish(),
  currencyList: z.object({ items: z.array(z.object({ currency: Named })).default([]) }).nullish(),
});

/**
 * NetSuite refuses a currency that the vendor does not have, and names both by their ids: in words
 * that say which is which.
 */
export async function namingCurrencies<T>(
  send: Send,
  document: Document,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isRefusal(error, "currency_differs") || !("currency" in document)) throw error;
    const path = `/services/rest/record/v1/vendor/${document.vendorId}?expandSubResources=true`;
    const { data } = Vendor.safeParse((await send({ method: "GET", path })).body);
    const all = [
      data?.currency,
      ...(data?.currencyList?.items ?? []).map(({ currency }) => currency),
    ];
    const names = new Set(all.flatMap((one) => one?.refName ?? []));
    throw differs(
      `is in ${document.currency} in Procore, and its vendor ${data?.companyName ?? document.vendorId} has ${[...names].join(", ")} in NetSuite`,
      document,
    );
  }
}

function differs(words: string, document: Document): RemoteError {
  const number = "number" in document ? document.number : document.reference;
  return new RemoteError({
    system: "NetSuite",
    reason: `${number} ${words}. Nothing was sent.`,
    retryable: false,
    refusal: currencyDiffers,
  });
}
