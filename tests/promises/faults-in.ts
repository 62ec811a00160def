/** What a row names in place of a test: the work that it belongs to and waits for. */
const LATER = [
  "Every kind of record, mapping, matching, master data",
  "Time cards and alerts",
  "Acumatica and Sage Intacct",
  "AI analysis",
];

/** Rows are numbered under it, from 1 to the last. */
interface Numbering {
  number: string;
  last: number;
}

/** The titles of a test file; undefined where there is no such file. */
type TitlesOf = (path: string) => string[] | undefined;

/** What keeps a table of promises from being whole, a line each. */
export function faultsIn(table: string, { number, last }: Numbering, titlesOf: TitlesOf): string[] {
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map(cellsOf);
  const named = rows.map(([id]) => id);
  const wanted = Array.from({ length: last }, (_, place) => `${number}.${place + 1}`);

  return [
    ...wanted.filter((id) => !named.includes(id)).map((id) => `${id} is missing`),
    ...named.filter((id, place) => named.indexOf(id) !== place).map((id) => `${id} stands twice`),
    ...named.filter((id) => !wanted.includes(id)).map((id) => `${id} is no number of this table`),
    ...rows.flatMap(([id, promise, shownBy, ...rest]) => {
      if (!promise || shownBy === undefined || rest.length > 0) return [`${id} is no row of three`];
      return faultsOf(shownBy, titlesOf).map((fault) => `${id} ${fault}`);
    }),
  ];
}

const cellsOf = (line: string): [string, ...string[]] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|")) as [string, ...string[]];

function faultsOf(shownBy: string, titlesOf: TitlesOf): string[] {
  const [, later] = /^later: (.*)$/.exec(shownBy) ?? [];
  if (later !== undefined) return LATER.includes(later) ? [] : [`waits for unknown work: ${later}`];

  return shownBy.split("<br>").flatMap((test) => {
    const [, path, title] = /^`(tests\/[\w/-]+\.test\.ts)` › \*(.+)\*$/.exec(test.trim()) ?? [];
    if (!path || !title) return [`names no test: ${test || "nothing"}`];
    const titles = titlesOf(path);
    if (!titles) return [`names no file: ${path}`];
    return titles.includes(title) ? [] : [`names no test of ${path}: ${title}`];
  });
}
