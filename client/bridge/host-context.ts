/**
 * Which record the person has open in Procore. Convenience, never proof: the server checks who may
 * see what.
 */
export type HostContext = {
  companyId: string;
  projectId: string | null;
  /** "commitments.work_order_contracts.detail"; null when only the address told us. */
  view: string | null;
  /** The record's id; null on lists. */
  id: string | null;
};

/**
 * Reads the host's `setup`. Its ids come as numbers or strings; a number that JavaScript has
 * rounded already is worth nothing.
 */
export function readContext(context: unknown): HostContext | null {
  if (typeof context !== "object" || context === null) return null;
  const { company_id, project_id, view, id } = context as Record<string, unknown>;
  const companyId = readId(company_id);
  if (companyId === null) return null;
  return {
    companyId,
    projectId: readId(project_id),
    view: typeof view === "string" ? view : null,
    id: readId(id),
  };
}

/** What the frame's own address says, for a host that stays silent. */
export function readHints(search: string): HostContext | null {
  const hints = new URLSearchParams(search);
  const companyId = readId(hints.get("companyId"));
  if (companyId === null) return null;
  return {
    companyId,
    projectId: readId(hints.get("projectId")),
    view: null,
    id: readId(hints.get("commitmentId")),
  };
}

/** Other spellings of one id would be other records to the server, which refuses them. */
const CANONICAL_ID = /^(?:0|[1-9]\d{0,18})$/;

function readId(value: unknown): string | null {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && CANONICAL_ID.test(text) ? text : null;
}
