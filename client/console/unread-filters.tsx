import { Notice } from "../components/notice.tsx";

/** The list shows more than the address asks for: it is said. */
export function UnreadFilters({ words }: { words: string[] }) {
  if (words.length === 0) return null;
  const each = [...new Set(words)].map((word) => `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`);
  const them = each.length === 1 ? "it" : "them";
  return (
    <Notice tone="warning">
      The address asks for {each.join(" and ")} that Crosstie does not know. What is shown leaves{" "}
      {them} out.
    </Notice>
  );
}
