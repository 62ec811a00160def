import type { z } from "zod";
import { AppError } from "./errors.ts";

export class ConfigError extends AppError {
  override readonly code = "config";
}

export const required = "is missing";

export const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Empty counts as missing. Throws one ConfigError that names all that is missing or wrong. */
export function parse<Shape extends z.ZodType>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.output<Shape> {
  const read = shape.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")),
  );
  if (read.success) return read.data;
  return refuse(read.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`));
}

export function refuse(wrong: string[]): never {
  throw new ConfigError(["The environment is not right:", ...wrong].join("\n  "));
}
