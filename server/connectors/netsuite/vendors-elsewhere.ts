import { z } from "zod";
import type { NetSuiteSettings } from "./settings.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";

const RelationRow = z.object({
  entity: z.string(),
  subsidiary: z.string(),
  named: z.string().nullish(),
});

const MOST_ASKED = 100;

/** Vendor id → names of its subsidiaries, if ours is not among them. Unseen ones are left out. */
export async function vendorsElsewhere(
  suiteql: SuiteQl,
  { subsidiaryId }: NetSuiteSettings,
  vendors: { id: string; subsidiary?: string | null | undefined }[],
): Promise<Map<string, string>> {
  const ids = vendors
    .filter(({ subsidiary }) => subsidiaryId !== null && subsidiary && subsidiary !== subsidiaryId)
    .map(({ id }) => id)
    .slice(0, MOST_ASKED);
  if (ids.length === 0) return new Map();
  const rows = await suiteql.all({
    row: RelationRow,
    optionalTable: "vendorsubsidiaryrelationship",
    params: ids,
    sql: () => `
      select r.entity, r.subsidiary, BUILTIN.DF(r.subsidiary) as named from vendorsubsidiaryrelationship r
      where r.entity in (${placeholders(ids)}) order by r.id`,
  });
  const elsewhere = new Map<string, string>();
  for (const [entity, theirs] of Map.groupBy(rows, (row) => row.entity)) {
    if (theirs.some(({ subsidiary }) => subsidiary === subsidiaryId)) continue;
    elsewhere.set(entity, theirs.map(({ named, subsidiary }) => named ?? subsidiary).join(", "));
  }
  return elsewhere;
}
