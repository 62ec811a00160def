import type { TestDatabase } from "../../database.ts";
import { LONG_AGO } from "./seed-people.ts";

export async function seedReconciled(
  admin: TestDatabase["admin"],
  { companyId, runId, word }: { companyId: string; runId: string; word: string },
): Promise<void> {
  await admin("reconciled").insert({
    company_id: companyId,
    run_id: runId,
    place: 7,
    project_id: "77",
    project_name: word,
    kind: "commitment",
    procore_id: "400",
    number: word,
    title: word,
    currency: "USD",
    figures: JSON.stringify({ contract: ["1", "2"] }),
    reasons: "[]",
    differs: ["contract"],
    read_at: LONG_AGO,
  });
}
