const TOOLS: Record<string, string> = {
  subcontract: "work_order_contracts",
  purchase_order: "purchase_order_contracts",
};

/** Procore's page of a contract, by the kind of its document. */
export function pageOfContract({
  projectId,
  document,
  procoreId,
}: {
  projectId: string | null;
  document: string | null;
  procoreId: string;
}): string | undefined {
  const tool = document === null ? undefined : TOOLS[document];
  return projectId && tool ? `/${projectId}/project/commitments/${tool}/${procoreId}` : undefined;
}
