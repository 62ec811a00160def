import type { Knex } from "knex";
import type { AcrossScope } from "../database/scope.ts";

export interface Installed {
  companyId: string;
  since: Date;
  /** Its log goes too. */
  isBeingErased: boolean;
}

export interface AuditChain {
  companyId: string;
  entries: number;
  /** Of the last entry, for whoever writes it down elsewhere. */
  head: string;
  /** The first place where it does not hold. Null: it is whole. */
  broken: { sequence: string; says: string } | null;
}

const START = "0".repeat(64);

interface Read {
  company_id: string;
  entries: string;
  last_sequence: string | null;
  last_hash: string | null;
  head_sequence: string | null;
  head_hash: string | null;
  lacks_installation: boolean;
}

interface Break {
  company_id: string;
  sequence: string;
  follows: string;
  is_gap: boolean;
  is_changed: boolean;
}

/** Whose log has to be there. */
export async function installedCompanies(scope: AcrossScope): Promise<Installed[]> {
  const { rows } = await scope.raw<{ rows: Installed[] }>(
    `select company_id as "companyId", created_at as since, exists (
         select from erasures where erasures.company_id = companies.company_id and done_at is null
       ) as "isBeingErased" from companies`,
  );
  return rows;
}

/** As the owner of the tables: the app's login sees one company at a time, and no head. */
export function auditChains(
  owner: Knex,
  { companyId, installed }: { companyId?: string | undefined; installed: Installed[] },
): Promise<AuditChain[]> {
  return owner.transaction(
    async (trx) => {
      const only = companyId ?? null;
      const kept = installed.filter(({ isBeingErased }) => !isBeingErased);
      const chains = await readChains(trx, { only, installed: kept });
      const breaks = new Map((await findBreaks(trx, only)).map((one) => [one.company_id, one]));
      return chains.map((chain) => ({
        companyId: chain.company_id,
        entries: Number(chain.entries),
        head: chain.head_hash ?? START,
        broken: brokenAt(chain, breaks.get(chain.company_id)),
      }));
    },
    // entries that are written meanwhile are in both reads, or in none
    { isolationLevel: "repeatable read", readOnly: true },
  );
}

async function readChains(
  trx: Knex,
  { only, installed }: { only: string | null; installed: Installed[] },
): Promise<Read[]> {
  const { rows } = await trx.raw<{ rows: Read[] }>(
    `select company_id, coalesce(counted.entries, 0) as entries, last_sequence, last_hash,
         heads.sequence as head_sequence, heads.hash as head_hash,
         installed.company_id is not null and has_begun is not true as lacks_installation
       from audit_heads as heads
       full join (
         select company_id, count(*) as entries, max(sequence) as last_sequence,
             (array_agg(hash order by sequence desc))[1] as last_hash,
             bool_or(action = 'set_up_begun') as has_begun
           from audit_log group by company_id
       ) as counted using (company_id)
       full join (
         select company_id from unnest(:ids::text[], :since::timestamptz[]) as known (company_id, since)
          -- before, there was no log
          where since > (select migration_time from migrations where name like '0048%')
       ) as installed using (company_id)
      where :only::text is null or company_id = :only
      order by company_id`,
    {
      only,
      ids: installed.map(({ companyId }) => companyId),
      since: installed.map(({ since }) => since),
    },
  );
  return rows;
}

/** The first of each company: an entry that is not what it was, or does not follow the one before. */
async function findBreaks(trx: Knex, only: string | null): Promise<Break[]> {
  const { rows } = await trx.raw<{ rows: Break[] }>(
    `select distinct on (company_id) company_id, sequence, follows, is_gap, is_changed
       from (
         select company_id, sequence, coalesce(lag(sequence) over chain, 0) as follows,
             sequence <> coalesce(lag(sequence) over chain, 0) + 1 as is_gap,
             hash <> crosstie_audit_hash(audit_log) as is_changed,
             previous_hash <> coalesce(lag(hash) over chain, :start) as is_parted
           from audit_log
          where :only::text is null or company_id = :only
         window chain as (partition by company_id order by sequence)
       ) as linked
      where is_gap or is_changed or is_parted
      order by company_id, sequence`,
    { only, start: START },
  );
  return rows;
}

function brokenAt(chain: Read, found: Break | undefined): AuditChain["broken"] {
  if (found?.is_gap) {
    const sequence = String(BigInt(found.follows) + 1n);
    return { sequence, says: `entry ${sequence} is missing` };
  }
  if (found) {
    const { sequence, is_changed: isChanged } = found;
    const says = isChanged ? "was changed" : "does not follow the entry before it";
    return { sequence, says: `entry ${sequence} ${says}` };
  }
  const last = BigInt(chain.last_sequence ?? 0);
  const head = BigInt(chain.head_sequence ?? 0);
  if (head > last) {
    const sequence = String(last + 1n);
    return { sequence, says: `entry ${sequence} is missing: the log went on to entry ${head}` };
  }
  if (head < last || chain.head_hash !== chain.last_hash) {
    const sequence = String(last);
    return { sequence, says: `entry ${sequence} is not the one at which the log ends` };
  }
  if (chain.lacks_installation) {
    return { sequence: "1", says: "the entry of its installation is missing" };
  }
  return null;
}
