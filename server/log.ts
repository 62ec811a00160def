import { type DestinationStream, type Logger, pino } from "pino";

const SECRETS = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "clientSecret",
  "client_secret",
  "webhookSecret",
  "privateKey",
  "private_key",
  "token",
  "accessToken",
  "access_token",
  "refreshToken",
  "refresh_token",
  "id_token",
  "assertion",
  "client_assertion",
  "code",
  "credentials",
  "encryptionKeys",
];

/** `code` is a sign-in code. In an error it is the kind of error, so it stays in the log. */
const paths = SECRETS.flatMap((name) => {
  const deep = [`*.${name}`, `*.*.${name}`, `*.*.*.${name}`];
  return name === "code"
    ? ["code", "req.query.code", "req.body.code", "body.code", "query.code", "load.code"]
    : [name, ...deep];
});

/** Secrets inside text: query strings, bearer tokens, JWTs, PEM keys, connection strings. */
const IN_TEXT: [RegExp, string][] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    "[private key]",
  ],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "$1 [secret]"],
  // Whatever follows goes with it: a pattern that looks for the dots tries each `eyJ` to the end.
  [/\beyJ[\w.-]{8,}/g, "[token]"],
  [
    /\b((?:access_|refresh_|id_)?token|code|client_secret|client_assertion|assertion|secret|password)=[^&\s"'#]+/gi,
    "$1=[secret]",
  ],
  [/(:\/\/[^:@/\s]+):[^@/\s]+@/g, "$1:[secret]@"],
];

function redactText(text: string): string {
  return IN_TEXT.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);
}

/** @internal */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: "[secret]" },
    hooks: { streamWrite: redactText },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const log = createLog("info");
