import { createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/*
 * A certificate in DER, as far as one of its own authority needs it. Source: RFC 5280, section 4.1;
 * tags of X.690.
 */
const SEQUENCE = 0x30;
const SET = 0x31;
const OBJECT_ID = 0x06;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8 = 0x0c;
const TIME = 0x18;
const BOOLEAN = 0x01;

const COMMON_NAME = [0x55, 0x04, 0x03];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];
const ALTERNATIVE_NAME = [0x55, 0x1d, 0x11];
const TRUE = 0xff;
const DNS_NAME = 0x82;
const DAY_MS = 86_400_000;

function der(tag: number, ...contents: (Uint8Array | number[] | string)[]): Buffer {
  const content = Buffer.concat(contents.map((one) => Buffer.from(one as Uint8Array)));
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const time = (at: number) =>
  der(TIME, `${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`);

/** A key and a certificate for one host that trusts itself, for two days; both PEM. */
export function selfSigned(host: string): { key: string; cert: string } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8, "a test's own authority"))),
  );
  const now = Date.now();
  const isAuthority = der(SEQUENCE, der(BOOLEAN, [TRUE]));
  const extensions = der(
    SEQUENCE,
    der(
      SEQUENCE,
      der(OBJECT_ID, BASIC_CONSTRAINTS),
      der(BOOLEAN, [TRUE]),
      der(OCTET_STRING, isAuthority),
    ),
    der(
      SEQUENCE,
      der(OBJECT_ID, ALTERNATIVE_NAME),
      der(OCTET_STRING, der(SEQUENCE, der(DNS_NAME, host))),
    ),
  );
  const about = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, [2])),
    der(INTEGER, [1, ...randomBytes(8)]),
    algorithm,
    name,
    der(SEQUENCE, time(now - DAY_MS), time(now + DAY_MS)),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = der(BIT_STRING, [0], sign("sha256", about, privateKey));
  const certificate = der(SEQUENCE, about, algorithm, signature);
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: pem(certificate),
  };
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
