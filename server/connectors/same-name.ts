const LEGAL_FORMS = new Set(
  (
    "inc incorporated corp corporation co company llc llp lllp lp ltd limited liability plc pllc pc pa pty pvt " +
    "gmbh mbh ag kg ohg ug se bv nv sa sas sarl srl spa ltda ltee lda cv de rl ab as aps oy oyj"
  ).split(" "),
);

/** Two names with the same key may be one company's. Letters and digits only; may be empty. */
export function nameKey(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’‘`´.]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && word !== "and");
  if (words[0] === "the" && words.length > 1) words.shift();
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? "")) words.pop();
  return words.join("");
}
