import { afterAll, afterEach, expect } from "vitest";
import { type Answered, setWitness } from "../sandbox/procore/rest/witness.ts";

const folder = process.env.PROCORE_REFERENCE;

/**
 * Runs before every test file: whatever a test makes the Procore sandbox answer, an answer that
 * strays from the reference fails that test.
 */
if (folder) {
  let heard: Answered[] = [];
  setWitness((answered) => void heard.push(answered));

  // Only now, and not while the sandbox answers: most files never ask it anything, and nobody is to
  // wait for a check.
  const hold = async (): Promise<void> => {
    if (heard.length === 0) return;
    const answers = heard;
    heard = [];
    const [{ faultsIn }, { openReference }] = await Promise.all([
      import("./faults-in.ts"),
      import("./reference.ts"),
    ]);
    const reference = openReference(folder);
    expect(
      [...new Set(answers.flatMap((answered) => faultsIn(reference, answered)))],
      "the Procore sandbox strays from the reference",
    ).toEqual([]);
  };
  afterEach(hold);
  afterAll(hold);
}
