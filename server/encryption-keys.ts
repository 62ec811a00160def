import { z } from "zod";
import { type DatabaseConfig, databaseConfig, DatabaseEnv } from "./database-config.ts";
import { parse, required } from "./read-env.ts";

export interface EncryptionKey {
  id: string;
  key: Buffer;
}

const BYTES = 32;
/** Of 32 random bytes, fewer than 17 different ones come once in thousands of millions of keys. */
const LEAST_DIFFERENT = 17;
const MAKE_ONE = "make one with openssl rand -base64 32";

const encryptionKey = z.string().transform((text, context): EncryptionKey => {
  const [, id = "", base64 = ""] = /^([\w-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(text) ?? [];
  const key = Buffer.from(base64, "base64");
  if (id === "" || key.length !== BYTES) {
    context.addIssue(
      `must be like "2026a:…", a name and 32 bytes in base64; several are parted by commas (${MAKE_ONE})`,
    );
  } else if (isGuessable(key)) {
    context.addIssue(`has a key "${id}" that is no random bytes: ${MAKE_ONE}`);
  }
  return { id, key };
});

/** Text, a pattern or a row of numbers, which somebody made up. */
function isGuessable(key: Buffer): boolean {
  const steps = key.subarray(1).map((byte, place) => byte - key[place]!);
  return (
    isText(key) || new Set(key).size < LEAST_DIFFERENT || new Set(steps).size < LEAST_DIFFERENT / 2
  );
}

function isText(key: Buffer): boolean {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(key) !== "";
  } catch {
    return false;
  }
}

export const encryptionKeys = z
  .string(required)
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(
    z
      .array(encryptionKey)
      .min(1, required)
      .superRefine((keys, context) => {
        const [named] = keys.filter(
          ({ id }, place) => keys.findIndex((one) => one.id === id) < place,
        );
        if (named) {
          context.addIssue(
            `must give each key a name of its own: two keys are named "${named.id}"`,
          );
        }
        const [same] = keys.filter(
          ({ key }, place) => keys.findIndex((one) => one.key.equals(key)) < place,
        );
        if (same) {
          context.addIssue(`has one key under two names, the second is "${same.id}": ${MAKE_ONE}`);
        }
      }),
  );

const KeysEnv = DatabaseEnv.extend({ ENCRYPTION_KEYS: encryptionKeys });

/** What `npm run keys` needs. Throws one ConfigError that names all that is missing or wrong. */
export function readKeysConfig(
  env: NodeJS.ProcessEnv,
): DatabaseConfig & { encryptionKeys: EncryptionKey[] } {
  const set = parse(KeysEnv, env);
  return { ...databaseConfig(set), encryptionKeys: set.ENCRYPTION_KEYS };
}
