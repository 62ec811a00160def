import type { Transform } from "node:stream";
import { stringify } from "csv-stringify";
import type { Reconciled } from "../store/reconciled.ts";
import type { Run } from "../store/runs.ts";
import { FigureName, type ReconciledContract, type ReconcilePage } from "./contract.ts";

export function reconciledView({
  readAt,
  ...same
}: Reconciled & { place: number }): ReconciledContract {
  return { ...same, readAt: readAt.toISOString() };
}

export function runView(run: Run): NonNullable<ReconcilePage["run"]> {
  const { status, startedAt, finishedAt, done, total, requestedBy, problem } = run;
  return {
    status,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    done,
    total,
    by: requestedBy,
    problem,
  };
}

/** Where figures differ, both stand there as they are: nobody has to compute a difference. */
export function csvOf(system: string): Transform {
  const pairs = FigureName.options.flatMap((name) => {
    const word = name.charAt(0).toUpperCase() + name.slice(1);
    return [
      { key: `${name}.0`, header: `${word} in Procore` },
      { key: `${name}.1`, header: `${word} in ${system}` },
    ];
  });
  const columns = [
    { key: "projectName", header: "Project" },
    { key: "projectId", header: "Project ID" },
    { key: "number", header: "Number" },
    { key: "title", header: "Title" },
    { key: "procoreId", header: "Procore ID" },
    { key: "vendorName", header: "Vendor" },
    { key: "currency", header: "Currency" },
    ...pairs,
    { key: "differs", header: "Differs" },
    { key: "why", header: "Why" },
    { key: "readAt", header: "Read at" },
  ];
  // A title may be written by anybody: "=…" in a cell would be run as a formula.
  return stringify({ columns, header: true, bom: true, escape_formulas: true });
}

export function csvRow({ figures, reasons, differs, ...same }: ReconciledContract): object {
  const amounts = FigureName.options.flatMap((name) =>
    figures[name].map((amount, side) => [`${name}.${side}`, amount ?? ""]),
  );
  return {
    ...same,
    ...Object.fromEntries(amounts),
    differs: differs.join(", "),
    why: reasons.map(({ says }) => says).join("; "),
  };
}
