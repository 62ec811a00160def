import express from "express";
import { z } from "zod";
import { type DatabaseConfig, databaseConfig, DatabaseEnv } from "./database-config.ts";
import { type EncryptionKey, encryptionKeys } from "./encryption-keys.ts";
import { LOOPBACK, parse, required } from "./read-env.ts";

export interface Config extends DatabaseConfig {
  isProduction: boolean;
  /** Undefined: a worker that answers no health checks. */
  port: number | undefined;
  host: string;
  servesWeb: boolean;
  works: boolean;
  /** Public origin, without a slash at the end. */
  appUrl: string;
  /** The first one encrypts; all of them decrypt. */
  encryptionKeys: EncryptionKey[];
  sessionMinutes: number;
  /** After so long without a request a session ends before its time. */
  sessionIdleMinutes: number;
  procore: {
    clientId: string;
    clientSecret: string;
    loginUrl: string;
    apiUrl: string;
    /** Origins that may frame the panel and the console. */
    webOrigins: string[];
  };
  webhookUrl: string;
  pollSeconds: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** Undefined: `/metrics` answers this machine alone. */
  metricsToken: string | undefined;
  /** Undefined: people find no way to support on the screens. */
  supportUrl: string | undefined;
  /** Express's `trust proxy`: how many proxies in a row, or their addresses. */
  trustProxy: number | string;
}

const address = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    context.addIssue("must be an address like https://crosstie.example.com");
  } else if (
    url.protocol === "http:" &&
    !LOOPBACK.includes(url.hostname) &&
    !url.hostname.endsWith(".localhost")
  ) {
    context.addIssue("must start with https:// (http:// is for localhost only)");
  }
  return text.replace(/(?<!\/)\/+$/, "");
});

const origin = address.refine(
  (text) => !URL.canParse(text) || new URL(text).origin === text,
  "must be an origin: no path, no slash at the end",
);

const trustProxy = z.string().transform((text, context) => {
  const trusted = /^\d{1,2}$/.test(text) ? Number(text) : text;
  try {
    express().set("trust proxy", trusted);
  } catch {
    context.addIssue(
      "must be a number of proxies, or their addresses, networks (10.0.0.0/8), loopback, linklocal, uniquelocal, parted by commas",
    );
  }
  return trusted;
});

const list = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
const whole = (least: number, most: number) =>
  z.coerce
    .number(`must be a number from ${least} to ${most}`)
    .int()
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);
const DEFAULT_PORT = 3000;

const Env = DatabaseEnv.extend({
  NODE_ENV: z.string().optional(),
  PORT: whole(0, 65_535).optional(),
  HOST: z.string().default("0.0.0.0"),
  ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  APP_URL: z.string(required).pipe(origin),
  ENCRYPTION_KEYS: encryptionKeys,
  SESSION_MINUTES: whole(5, 1_440).default(1_440),
  SESSION_IDLE_MINUTES: whole(5, 1_440).default(480),
  PROCORE_CLIENT_ID: z.string(required),
  PROCORE_CLIENT_SECRET: z.string(required),
  PROCORE_LOGIN_URL: address.default("https://login.procore.com"),
  PROCORE_API_URL: address.default("https://api.procore.com"),
  PROCORE_WEB_ORIGINS: z
    .string()
    .default("https://app.procore.com,https://us02.procore.com,https://uk01.procore.com")
    .transform(list)
    .pipe(z.array(origin)),
  WEBHOOK_URL: address.optional(),
  POLL_SECONDS: whole(10, 86_400).default(300),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be fatal, error, warn, info, debug, trace or silent",
    )
    .default("info"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  SUPPORT_URL: address.optional(),
  TRUST_PROXY: trustProxy.default("loopback"),
});

/** Throws one ConfigError that names all that is missing or wrong. Empty counts as missing. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = parse(Env, env);
  return {
    ...databaseConfig(set),
    isProduction: set.NODE_ENV === "production",
    port: set.PORT ?? (set.ROLE === "worker" ? undefined : DEFAULT_PORT),
    host: set.HOST,
    servesWeb: set.ROLE !== "worker",
    works: set.ROLE !== "web",
    appUrl: set.APP_URL,
    encryptionKeys: set.ENCRYPTION_KEYS,
    sessionMinutes: set.SESSION_MINUTES,
    sessionIdleMinutes: set.SESSION_IDLE_MINUTES,
    procore: {
      clientId: set.PROCORE_CLIENT_ID,
      clientSecret: set.PROCORE_CLIENT_SECRET,
      loginUrl: set.PROCORE_LOGIN_URL,
      apiUrl: set.PROCORE_API_URL,
      webOrigins: set.PROCORE_WEB_ORIGINS,
    },
    webhookUrl: set.WEBHOOK_URL ?? `${set.APP_URL}/webhooks/procore`,
    pollSeconds: set.POLL_SECONDS,
    logLevel: set.LOG_LEVEL,
    metricsToken: set.METRICS_TOKEN,
    supportUrl: set.SUPPORT_URL,
    trustProxy: set.TRUST_PROXY,
  };
}
