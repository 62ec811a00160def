import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";
import { readDatabaseConfig } from "../../server/database-config.ts";

const bytes = randomBytes(32);
const key = bytes.toString("base64");
const least = {
  APP_URL: "https://crosstie.example.com",
  ENCRYPTION_KEYS: `2026a:${key}`,
  PROCORE_CLIENT_ID: "id",
  PROCORE_CLIENT_SECRET: "secret",
};

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the environment was accepted");
}

it("needs four things and has defaults for the rest", () => {
  const config = readConfig(least);

  expect(config).toEqual({
    isProduction: false,
    port: 3000,
    host: "0.0.0.0",
    servesWeb: true,
    works: true,
    appUrl: "https://crosstie.example.com",
    databaseUrl: undefined,
    databaseDirectUrl: undefined,
    databaseMigrationUrl: undefined,
    dataDir: ".data",
    encryptionKeys: [{ id: "2026a", key: bytes }],
    sessionMinutes: 1_440,
    sessionIdleMinutes: 480,
    procore: {
      clientId: "id",
      clientSecret: "secret",
      loginUrl: "https://login.procore.com",
      apiUrl: "https://api.procore.com",
      webOrigins: [
        "https://app.procore.com",
        "https://us02.procore.com",
        "https://uk01.procore.com",
      ],
    },
    webhookUrl: "https://crosstie.example.com/webhooks/procore",
    pollSeconds: 300,
    logLevel: "info",
    metricsToken: undefined,
    supportUrl: undefined,
    trustProxy: "loopback",
  });
});

it("lists everything that is missing in one message", () => {
  expect(refusal({ APP_URL: "" })).toBe(
    "The environment is not right:\n  APP_URL is missing\n  ENCRYPTION_KEYS is missing\n  PROCORE_CLIENT_ID is missing\n  PROCORE_CLIENT_SECRET is missing",
  );
});

it("lists everything that is wrong in one message, without the values", () => {
  const message = refusal({
    ...least,
    PORT: "http",
    ROLE: "boss",
    APP_URL: "http://crosstie.example.com",
    DATABASE_URL: "mysql://root:hunter2@db/x",
    ENCRYPTION_KEYS: "a:dG9vIHNob3J0",
    POLL_SECONDS: "1",
  });

  expect(message.split("\n").map((line) => line.trim().split(" ")[0])).toEqual([
    "The",
    "DATABASE_URL",
    "PORT",
    "ROLE",
    "APP_URL",
    "ENCRYPTION_KEYS",
    "POLL_SECONDS",
  ]);
  expect(message).not.toMatch(/hunter2|dG9v/);
});

it.each(["http://localhost:4401", "http://127.0.0.1:3000", "https://crosstie.example.com"])(
  "takes %s as the app's address",
  (appUrl) => {
    expect(readConfig({ ...least, APP_URL: appUrl }).appUrl).toBe(appUrl);
  },
);

it.each([
  "http://crosstie.example.com",
  "crosstie.example.com",
  "ftp://localhost",
  "https://crosstie.example.com/app",
])("refuses %s as the app's address", (appUrl) => {
  expect(refusal({ ...least, APP_URL: appUrl })).toMatch(/APP_URL must/);
});

it("reads several keys, the current one first", () => {
  const { encryptionKeys } = readConfig({
    ...least,
    ENCRYPTION_KEYS: `new:${key}, old:${randomBytes(32).toString("base64")}`,
  });

  expect(encryptionKeys.map(({ id }) => id)).toEqual(["new", "old"]);
});

it("refuses two keys of one name, since what one sealed the other could not open", () => {
  const message = refusal({
    ...least,
    ENCRYPTION_KEYS: `new:${key},old:${key},new:${randomBytes(32).toString("base64")}`,
  });

  expect(message).toMatch(/ENCRYPTION_KEYS .*two keys are named "new"/);
});

it("refuses one key under two names: to rotate to it would change nothing", () => {
  expect(refusal({ ...least, ENCRYPTION_KEYS: `new:${key},old:${key}` })).toMatch(
    /ENCRYPTION_KEYS has one key under two names, the second is "old": make one with openssl rand -base64 32/,
  );
});

it.each([
  ["zeros", Buffer.alloc(32)],
  ["one byte again and again", Buffer.alloc(32, 0xe7)],
  ["a passphrase", Buffer.from("correct horse battery staple 123")],
  ["hex that was taken for bytes", Buffer.from(randomBytes(16).toString("hex"))],
  ["text with accents", Buffer.from("clé secrète de l’entreprise!")],
  ["half a key twice", Buffer.concat([bytes.subarray(0, 16), bytes.subarray(0, 16)])],
  ["a row of numbers", Buffer.from(Array.from({ length: 32 }, (_, place) => 200 + place))],
])("refuses %s as a key, and says how to make one", (_, weak) => {
  expect(weak).toHaveLength(32);
  const message = refusal({ ...least, ENCRYPTION_KEYS: `2026a:${weak.toString("base64")}` });

  expect(message).toMatch(/ENCRYPTION_KEYS has a key "2026a" that is no random bytes: .*openssl/);
  expect(message).not.toContain(weak.toString("base64"));
});

it.each([16, 31, 33, 64])("refuses a key of %i bytes", (length) => {
  const other = randomBytes(length).toString("base64");
  expect(refusal({ ...least, ENCRYPTION_KEYS: `2026a:${other}` })).toMatch(/32 bytes in base64/);
});

it("takes what openssl makes", () => {
  for (let times = 0; times < 1_000; times += 1) {
    const made = randomBytes(32).toString("base64");
    readConfig({ ...least, ENCRYPTION_KEYS: `2026a:${made}` });
  }
});

it.each(["loopback, linklocal,uniquelocal", "10.1.2.3,10.0.0.0/8 , fd00::/8"])(
  "trusts the proxies %s",
  (TRUST_PROXY) => {
    expect(readConfig({ ...least, TRUST_PROXY }).trustProxy).toBe(TRUST_PROXY);
  },
);

it("takes a number for how many proxies stand in a row", () => {
  expect(["0", "2"].map((TRUST_PROXY) => readConfig({ ...least, TRUST_PROXY }).trustProxy)).toEqual(
    [0, 2],
  );
});

it.each(["true", "-1", "proxy.example.com", "10.0.0.0/33", "loopback,", "loopback, 10.0.0", ","])(
  "refuses %s as the proxies to trust",
  (TRUST_PROXY) => {
    expect(refusal({ ...least, TRUST_PROXY, PORT: "http" })).toMatch(
      /PORT must.*\n {2}TRUST_PROXY must be/,
    );
  },
);

it.each(["DATABASE_DIRECT_URL", "DATABASE_MIGRATION_URL"])(
  "refuses %s alone: the app would run on a database of its own",
  (name) => {
    expect(refusal({ ...least, [name]: "postgresql://db/crosstie" })).toBe(
      `The environment is not right:\n  DATABASE_URL is missing beside ${name}`,
    );
  },
);

it("reads where the database is without the rest", () => {
  expect(readDatabaseConfig({ DATABASE_URL: "postgresql://localhost/crosstie" })).toEqual({
    databaseUrl: "postgresql://localhost/crosstie",
    databaseDirectUrl: undefined,
    databaseMigrationUrl: undefined,
    dataDir: ".data",
  });
});

it("divides the work by role", () => {
  const roles = ["all", "web", "worker"].map((ROLE) => readConfig({ ...least, ROLE }));

  expect(roles.map(({ servesWeb, works, port }) => ({ servesWeb, works, port }))).toEqual([
    { servesWeb: true, works: true, port: 3000 },
    { servesWeb: true, works: false, port: 3000 },
    { servesWeb: false, works: true, port: undefined },
  ]);
});

it("refuses an environment in which Node checks nobody's certificate", () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const words = /NODE_TLS_REJECT_UNAUTHORIZED must not be 0/;
  expect(refusal({ ...least, ...env })).toMatch(words);
  expect(() => readDatabaseConfig({ ...env, DATABASE_TLS: "unverified" })).toThrow(words);
});

/** Any file: who is trusted is asked when somebody connects. */
const AUTHORITY = import.meta.filename;
const remote = "postgresql://app:secret@db.example.com/crosstie";

it.each([
  ["no TLS", remote],
  ["TLS that checks nothing", `${remote}?sslmode=no-verify`],
  ["TLS that is switched off", `${remote}?sslmode=disable`],
  ["libpq's verify-ca", `${remote}?uselibpqcompat=true&sslmode=verify-ca&sslrootcert=${AUTHORITY}`],
  [
    "libpq's require and an authority",
    `${remote}?uselibpqcompat=true&sslmode=require&sslrootcert=${AUTHORITY}`,
  ],
  ["a host named beside the address", "postgresql://app@localhost/crosstie?host=db.example.com"],
])("refuses a database on another machine with %s, and says what to do", (_, url) => {
  expect(refusal({ ...least, DATABASE_URL: url })).toMatch(
    /DATABASE_URL leads to another machine without verified TLS: add sslmode=verify-full .* DATABASE_TLS=unverified/,
  );
  expect(() => readDatabaseConfig({ DATABASE_URL: url, DATABASE_TLS: "unverified" })).not.toThrow();
  expect(() => readDatabaseConfig({ DATABASE_URL: url })).toThrow(/verify-full/);
});

it.each([
  `${remote}?sslmode=verify-full`,
  `${remote}?sslmode=verify-full&sslrootcert=${AUTHORITY}`,
  `${remote}?uselibpqcompat=true&sslmode=verify-full`,
  "postgresql://app:secret@localhost/crosstie",
  "postgresql://app:secret@127.0.0.1:5433/crosstie",
  "postgresql://app@/crosstie?host=/var/run/postgresql",
])("takes %s", (url) => {
  expect(readDatabaseConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
});

it("says which of the addresses it cannot use", () => {
  const env = { DATABASE_URL: `${remote}?sslmode=verify-full&sslrootcert=/nowhere.pem` };
  expect(() => readDatabaseConfig(env)).toThrow(/DATABASE_URL cannot be used: .*nowhere\.pem/);
});

it("asks it of every address", () => {
  const env = { DATABASE_URL: "postgresql://app@localhost/c", DATABASE_MIGRATION_URL: remote };
  expect(() => readDatabaseConfig(env)).toThrow(/DATABASE_MIGRATION_URL leads to another machine/);
});
