import { checkGroups } from "./check-groups.ts";
import { syntaxError, searchError } from "./search-error.ts";
import { sourcesOf, unknownIdentifier, type Source, type Tables } from "./sources.ts";
import { isSymbol, isWord, KEYWORDS, nameOf, type Token } from "./tokens.ts";

/** What the engine below would do and SuiteQL does not. */
const REFUSED = new Set(
  "LIMIT OFFSET PRAGMA ATTACH DETACH INSERT UPDATE DELETE REPLACE CREATE DROP ALTER VACUUM ANALYZE EXPLAIN VALUES GLOB REGEXP MATCH COLLATE INDEXED NATURAL RECURSIVE FILTER WINDOW RETURNING ISNULL NOTNULL CAST".split(
    " ",
  ),
);
const FUNCTIONS = new Set(
  (
    "ABS AVG CEIL COALESCE CONCAT COUNT DECODE FLOOR GREATEST INSTR LEAST LENGTH LOWER LTRIM MAX MIN MOD NULLIF NVL NVL2 POWER RANK REPLACE ROUND ROW_NUMBER RTRIM " +
    "SIGN SUBSTR SUM TO_CHAR TO_DATE TO_NUMBER TO_TIMESTAMP TRIM TRUNC UPPER"
  ).split(" "),
);

/** Refuses what SuiteQL refuses and tells which tables stand under which names. */
export function checkQuery(tokens: Token[], tables: Tables): Source[] {
  const [first] = tokens;
  if (!isWord(first, "SELECT", "WITH")) throw syntaxError(first?.text ?? "");
  const sources = sourcesOf(tokens, tables);
  tokens.forEach((_, index) => checkWord(tokens, index, sources));
  checkGroups(tokens);
  return sources;
}

function checkWord(tokens: Token[], index: number, sources: Source[]): void {
  const { kind, text } = tokens[index] as Token;
  if (
    (kind === "word" || kind === "quoted") &&
    /^__|__df$|^ns_|^_?rowid_?$|^oid$/i.test(nameOf({ kind, text }))
  ) {
    throw unknownIdentifier(nameOf({ kind, text }), sources);
  }
  if (kind !== "word") return;
  const upper = text.toUpperCase();
  const isCalled = isSymbol(tokens[index + 1], "(");
  const isQualified = isSymbol(tokens[index - 1], ".");
  if (REFUSED.has(upper) && !(isCalled && FUNCTIONS.has(upper))) throw syntaxError(text);
  if (!isCalled || KEYWORDS.has(upper)) return;
  if (isQualified && isWord(tokens[index - 2], "BUILTIN") && upper === "DF") return;
  const isAs = isWord(tokens[index + 2], "SELECT") || isWord(tokens[index - 1], "WITH");
  if (!FUNCTIONS.has(upper) && !isAs) {
    throw searchError(
      `Unknown function '${isQualified ? `${tokens[index - 2]?.text}.` : ""}${text}'.`,
    );
  }
}
