import type { Connector, Counterpart } from "../../connectors/connector.ts";
import type { VendorDocument } from "../../connectors/documents.ts";
import type { FormerVendor, VendorMatch } from "../../connectors/vendor-match.ts";
import { inCompany } from "../../database/scope.ts";
import { isRefusal } from "../../errors.ts";
import { labelOf } from "../../kinds/index.ts";
import { writtenFor } from "../../store/counterparts.ts";
import type { Candidate, Failure } from "../../store/failure.ts";
import type { SyncRecord } from "../../store/records.ts";
import { explainFailure, vendorMissing, vendorUnclear } from "../explain-failure.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import type { Attempt } from "./begin-attempt.ts";
import { settleFailure } from "./settle-failure.ts";
import { logCreation } from "./settle-push.ts";
import { accountedFor, put, type Writing, type Written } from "./writing.ts";

/** A vendor that the ERP surely has is linked; where it only may have it, a person chooses. */
export async function writeVendor(
  parts: SyncParts,
  { record, begunAt, upTo }: Attempt,
  { connector, connection, document, found }: Writing<VendorDocument>,
): Promise<Written | undefined> {
  if (found) {
    // An earlier try created the vendor, but a lost answer or a crash kept it out of the log.
    const isLogged = record.erpId !== null || upTo !== undefined;
    return { counterpart: found, upTo: isLogged ? upTo : await logCreation(parts, record, found) };
  }
  const fail = async (failure: Failure) =>
    void (await settleFailure(parts, { record: accountedFor(record), begunAt, failure }));
  const match = await matchOf(parts, connector, { record, document });
  if (match && "counterpart" in match) return { counterpart: match.counterpart, upTo };
  const [vendor, system, now] = [document.name, connector.name, new Date()];
  const candidates = (match?.candidates ?? []).map(
    ({ number = null, closed = null, ...one }): Candidate => ({
      ...one,
      document: record.document,
      number,
      closed,
    }),
  );
  if (candidates.some(({ id }) => !record.declined?.includes(id))) {
    return fail(vendorUnclear({ candidates, vendor, system, now }));
  }
  if (!connection.settings.createVendors && !record.isRequested) {
    return fail(vendorMissing(vendor, system, now));
  }
  try {
    const counterpart = await put(connector, { document, known: undefined }, record);
    return { counterpart, upTo: await logCreation(parts, record, counterpart) };
  } catch (error) {
    if (candidates.length === 0 || !isRefusal(error, "duplicate")) throw error;
    return fail({ ...explainFailure(error, { label: labelOf(record), system, now }), candidates });
  }
}

const MOST_DOCUMENTS = 20;

/** A vendor that the ERP refused is linked again only once the ERP takes it again. */
export async function matchOf(
  parts: SyncParts,
  connector: Connector,
  { record, document }: { record: SyncRecord; document: VendorDocument },
): Promise<VendorMatch<Counterpart>> {
  const former = await formerOf(parts, record);
  const payables = payablesOf(connector);
  const match = await payables.findVendor(document, former);
  if (!match || "candidates" in match || match.counterpart.id !== former?.id) return match;
  const now = await payables.vendorAt(former.id);
  if (!now) return undefined;
  return now.closed === undefined ? match : { candidates: [{ ...now, why: "linked until now" }] };
}

async function formerOf({ db }: SyncParts, record: SyncRecord): Promise<FormerVendor | undefined> {
  const { companyId, formerErpId: id } = record;
  if (id === null) return undefined;
  const documentIds = await inCompany(db, companyId, (scope) =>
    writtenFor(scope, record, MOST_DOCUMENTS),
  );
  return { id, documentIds };
}
