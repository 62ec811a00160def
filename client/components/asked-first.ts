import type { Candidate, Failure } from "../../server/api/contract.ts";

/** What a person is asked before something is written that cannot be taken back. */
export interface AskedFirst {
  title: string;
  /** What will happen, a paragraph each. */
  says: string[];
  /** Of the button that does it. */
  word: string;
  act(): void;
}

type Of = Pick<Failure, "system" | "candidates">;

export function beforeCreating(
  { system, candidates }: Of,
  { word, act }: Pick<AskedFirst, "word" | "act">,
): AskedFirst {
  const says = [
    `Crosstie creates it in ${system} as Procore has it, and then sends what waits for it.`,
    candidates.length > 0 &&
      `What was found in ${system} is left aside: if it is the same, ${system} has it twice.`,
    `What is created in ${system} cannot be taken back from here.`,
  ];
  return { title: `${word}?`, says: says.filter((one) => one !== false), word, act };
}

export function beforeLinking(
  { system }: Pick<Of, "system">,
  { name, id, isItself }: Candidate,
  act: AskedFirst["act"],
): AskedFirst {
  return {
    title: `Link to ${name}?`,
    says: [
      `From then on this is ${name} (id ${id}) in ${system}. Nothing new is created.`,
      isItself
        ? "Crosstie writes nothing to it: it says where the two differ, and shows what is paid."
        : "What waits for it is sent under it, and so is what comes later.",
      "A link cannot be taken back from here: look at both first.",
    ],
    word: "Link",
    act,
  };
}
