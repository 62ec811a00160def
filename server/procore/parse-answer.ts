import type { z } from "zod";
import { RemoteError } from "../errors.ts";

/**
 * Reads what Procore answered. An answer without what we rely on is Procore's failure, named by the
 * member that is wrong.
 */
export function parseAnswer<Shape extends z.ZodType>(
  shape: Shape,
  answer: unknown,
): z.output<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const wrong = read.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  throw new RemoteError(
    {
      system: "Procore",
      reason: `answered in an unexpected shape (${wrong.join("; ")})`,
      retryable: false,
    },
    { cause: read.error },
  );
}
