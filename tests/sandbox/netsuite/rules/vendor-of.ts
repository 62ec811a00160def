import { text, type Account, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { Refusal } from "../refusal.ts";
import { decimal } from "./amounts.ts";
import { currenciesOf, subsidiariesOf } from "./vendor.ts";

/**
 * A document is of a subsidiary that its vendor is assigned to, in a currency that the vendor has.
 * Source: tests/fixtures/netsuite, "Invalid entity reference key 44 for subsidiary 2." and the other
 * way round; the connector of fylein/fyle-netsuite-api for "currency … for entity …".
 */
export function checkVendorOf(account: Account, draft: NsRecord, vendor: NsRecord): void {
  const { oneWorld, multiCurrency, badReferenceCode, vendorElsewhere } = account.options;
  const subsidiary = text(draft, "subsidiary");
  if (oneWorld && !subsidiariesOf(vendor).includes(subsidiary)) {
    const words =
      vendorElsewhere === "entity"
        ? `Invalid entity reference key ${vendor.id} for subsidiary ${subsidiary}.`
        : `Invalid subsidiary reference key ${subsidiary} for entity ${vendor.id}.`;
    throw refused(words, badReferenceCode, "subsidiary");
  }
  draft.fields.currency ||= text(vendor, "currency");
  const currency = text(draft, "currency");
  if (currenciesOf(vendor).includes(currency)) return;
  if (!multiCurrency || badReferenceCode === "INVALID_CONTENT") {
    throw badReference(account, currency, "currency");
  }
  const words = `Invalid currency reference key ${currency} for entity ${vendor.id}.`;
  throw refused(words, badReferenceCode, "currency");
}

const refused = (words: string, code: string, path: string) =>
  new Refusal(400, { detail: `Error while accessing a resource. ${words}`, code, path });

/** From the document's currency to that of its subsidiary; currencies keep their rates to one base. */
export function exchangeRate(account: Account, draft: NsRecord): string {
  const rateOf = (id: string) => {
    const currency = account.get("currency", id);
    return decimal((currency && text(currency, "exchangeRate")) || "1");
  };
  const subsidiary = account.options.oneWorld
    ? account.get("subsidiary", text(draft, "subsidiary"))
    : undefined;
  const base = subsidiary ? text(subsidiary, "currency") : "1";
  return rateOf(text(draft, "currency")).div(rateOf(base)).toDecimalPlaces(8).toFixed();
}
