import { z } from "zod";
import type { Counterpart } from "../connector.ts";
import type { VendorDocument } from "../documents.ts";
import { nameKey } from "../same-name.ts";
import type { Candidate, FormerVendor, VendorAtHand, VendorMatch } from "../vendor-match.ts";
import type { Send } from "./client.ts";
import { readRecord } from "./read-record.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";
import { vendorsElsewhere } from "./vendors-elsewhere.ts";
import { vendorName } from "./write-record.ts";

const text = z.string().nullish();
const VendorRow = z.object({
  id: z.string(),
  entityid: text,
  companyname: text,
  altname: text,
  legalname: text,
  isinactive: text,
  externalid: text,
  subsidiary: text,
});
type VendorRow = z.output<typeof VendorRow>;

const OPTIONAL = ["altname", "legalname", "subsidiary"];
const NAMES = ["companyname", "entityid", "altname", "legalname"];
const MOST_SHOWN = 10;
/** Pages of 1,000 vendors each, read to find a name that is nearly the same. */
const MOST_PAGES = 5;

interface Asking {
  suiteql: SuiteQl;
  settings: NetSuiteSettings;
  vendor: VendorDocument;
  former: FormerVendor | undefined;
}

/** The former vendor if active; if there was none, the one with our reference; else by name. */
export async function findVendor(asking: Asking): Promise<VendorMatch<Counterpart>> {
  const { suiteql, settings, vendor, former } = asking;
  const known = await knownVendors(asking);
  const before = known.find(({ id }) => id === former?.id);
  const own = known.find(({ externalid }) => externalid === vendor.reference);
  const taken = before && isActive(before) ? before : former ? undefined : own;
  if (taken) return taking(taken);
  const named = known.filter((row) => bears(row, vendor.name));
  const active = named.filter(isActive);
  const elsewhere = await vendorsElsewhere(suiteql, settings, named);
  const here = active.filter(({ id }) => !elsewhere.has(id));
  const [only] = here;
  const heirs = await heirsOf(asking);
  const others = [...heirs, ...(own && own.id !== former?.id ? [own] : [])];
  const isDisputed = others.some(({ id }) => id !== only?.id);
  if (only && here.length === 1 && !isDisputed) return taking(only);
  const candidates = new Candidates();
  candidates.add(before, "linked until now");
  if (own?.id !== before?.id) candidates.add(own, "bears the external ID of Crosstie");
  for (const row of heirs) candidates.add(row, "took over what was written for it");
  const alike = here.length > 1 ? "one of several of this name" : "the same name";
  for (const row of named) candidates.add(row, alike);
  for (const row of await nearlyNamed(asking)) candidates.add(row, "nearly the same name");
  const rows = candidates.rows.slice(0, MOST_SHOWN);
  if (rows.length === 0) return undefined;
  const away = await vendorsElsewhere(suiteql, settings, rows);
  return { candidates: rows.map((row) => candidates.shown(row, away.get(row.id))) };
}

export async function vendorAt(
  id: string,
  { send, suiteql, settings }: Pick<Asking, "suiteql" | "settings"> & { send: Send },
): Promise<VendorAtHand | undefined> {
  if (!/^\d+$/.test(id)) return undefined;
  const read = await readRecord(send, { kind: "vendor", reference: `vendor ${id}` }, id);
  if (!read) return undefined;
  const row = {
    id: read.id,
    entityid: read.entityId,
    companyname: read.companyName,
    isinactive: read.isInactive ? "T" : "F",
    subsidiary: read.subsidiary,
  };
  const away = await vendorsElsewhere(suiteql, settings, [row]);
  return atHand(row, away.get(row.id));
}

class Candidates {
  readonly rows: VendorRow[] = [];
  readonly #whys = new Map<string, string[]>();

  add(row: VendorRow | undefined, why: string): void {
    if (!row) return;
    const whys = this.#whys.get(row.id);
    if (!whys) this.rows.push(row);
    this.#whys.set(row.id, whys ?? [why]);
  }

  shown(row: VendorRow, away: string | undefined): Candidate {
    const closed = [!isActive(row) && "inactive", away !== undefined && `of ${away}`];
    const whys = [...(this.#whys.get(row.id) ?? []), ...closed];
    return { ...atHand(row, away), why: whys.filter(Boolean).join(", ") };
  }
}

type Named = Pick<VendorRow, "id" | "entityid" | "companyname" | "isinactive">;

const isActive = ({ isinactive }: Pick<Named, "isinactive">) => isinactive !== "T";

/** `away`: names of its subsidiaries; ours is not among them. */
function atHand(row: Named, away: string | undefined): VendorAtHand {
  const { id, entityid, companyname } = row;
  const name = companyname ?? entityid ?? `vendor ${id}`;
  const closed = [
    !isActive(row) && "NetSuite refuses its orders and bills until accounting makes it active.",
    away !== undefined &&
      "NetSuite refuses its orders and bills until accounting adds the Default subsidiary of Settings to it.",
  ].filter((one) => one !== false);
  return {
    id,
    number: entityid && entityid !== name ? entityid : undefined,
    name,
    closed: closed.join(" ") || undefined,
  };
}

function taking(row: VendorRow): VendorMatch<Counterpart> {
  const counterpart = {
    id: row.id,
    number: row.entityid ?? undefined,
    lines: {},
    total: undefined,
  };
  return { counterpart, closed: atHand(row, undefined).closed };
}

const namesOf = (row: VendorRow) => [row.companyname, row.entityid, row.altname];

function bears(row: VendorRow, name: string): boolean {
  const wanted = plain(name);
  return namesOf(row).some((one) => one && plain(one) === wanted);
}

const plain = (name: string) => name.trim().toLowerCase();

const columnsWhere = (has: (column: string) => boolean) =>
  ["id", "entityid", "companyname", "isinactive", "externalid", ...OPTIONAL.filter(has)]
    .map((column) => `v.${column}`)
    .join(", ");

async function knownVendors({ suiteql, vendor, former }: Asking): Promise<VendorRow[]> {
  const name = vendor.name.trim();
  return suiteql.all({
    row: VendorRow,
    optional: OPTIONAL,
    params: [vendor.reference, ...(former ? [former.id] : []), name, name, name],
    sql: (has) => `
      select ${columnsWhere(has)} from vendor v
      where v.externalid = ?${former ? " or v.id = ?" : ""}
        or lower(trim(v.companyname)) = lower(?) or lower(trim(v.entityid)) = lower(?) or lower(trim(${has("altname") ? "v.altname" : "v.companyname"})) = lower(?)
      order by v.id`,
  });
}

/** A merge moves a vendor's documents to the vendor that stays. */
async function heirsOf({ suiteql, former }: Asking): Promise<VendorRow[]> {
  const { id, documentIds = [] } = former ?? {};
  if (documentIds.length === 0) return [];
  const rows = await suiteql.all({
    row: VendorRow,
    optional: OPTIONAL,
    params: documentIds,
    sql: (has) => `
      select ${columnsWhere(has)} from vendor v
      where v.id in (select t.entity from transaction t where t.id in (${placeholders(documentIds)}))
      order by v.id`,
  });
  return rows.filter((row) => row.id !== id);
}

/** SuiteQL cannot ignore punctuation: it finds what may match, and we compare. */
async function nearlyNamed({ suiteql, vendor }: Asking): Promise<VendorRow[]> {
  const key = nameKey(vendorName(vendor));
  if (key === "") return [];
  const rows = await suiteql.all(likeNamed(lettersOf(key)), MOST_PAGES);
  return rows.filter((row) => [...namesOf(row), row.legalname].some(hasKey(key)));
}

const hasKey = (key: string) => (name: string | null | undefined) => name && nameKey(name) === key;

function likeNamed(pattern: string) {
  return {
    row: VendorRow,
    optional: OPTIONAL,
    params: NAMES.map(() => pattern),
    sql: (has: (column: string) => boolean) => `
      select ${columnsWhere(has)} from vendor v
      where ${NAMES.map((column) => `lower(v.${has(column) || !OPTIONAL.includes(column) ? column : "companyname"}) like ?`).join(" or ")}
      order by v.id`,
  };
}

/** Without letters that may have accents, if enough others are left. A key has no wildcards. */
function lettersOf(key: string): string {
  const steady = key.replace(/[^bdfghjklmpqrtvwx0-9]/g, "");
  return `%${[...(steady.length < 3 ? key : steady)].join("%")}%`;
}
