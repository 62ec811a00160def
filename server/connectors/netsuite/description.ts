import type { CredentialField } from "../fields.ts";
import type { CredentialsForm, System } from "../system.ts";
import { ACCOUNT_ID } from "./account.ts";

const credentialFields: CredentialField[] = [
  {
    id: "accountId",
    label: "Account ID",
    help: "Setup > Company > Company Information, for example 1234567_SB1",
    input: "text",
    needed: "Enter the account ID, for example 1234567 or 1234567_SB1.",
    longest: 63,
    rules: [
      {
        pattern: ACCOUNT_ID.source,
        isWanted: true,
        says: "Only the account ID belongs here, not an address: for example 1234567 or 1234567_SB1.",
      },
    ],
  },
  {
    id: "clientId",
    label: "Client ID",
    help: "Shown once, when the integration record is saved",
    input: "text",
    needed: "Enter the client ID of the integration record.",
  },
  {
    id: "certificateId",
    label: "Certificate ID",
    help: "Setup > Integration > OAuth 2.0 Client Credentials (M2M) Setup",
    input: "text",
    needed: "Enter the certificate ID of the OAuth 2.0 client credentials mapping.",
  },
  {
    id: "privateKey",
    label: "Private key",
    help: "Stored encrypted; it is never shown again.",
    input: "lines",
    isSecret: true,
    example: "-----BEGIN PRIVATE KEY-----",
    whenStored: "Leave empty to keep the stored key",
    file: { label: "Choose a key file", accept: ".pem,.key,.p8,.txt" },
    needed: "Paste the private key that belongs to the certificate, or choose its file.",
    longest: 20_000,
    rules: [
      {
        pattern: "BEGIN CERTIFICATE",
        isWanted: false,
        says: "This is the certificate. The private key is the other file, usually key.pem.",
      },
      {
        pattern: "ENCRYPTED",
        isWanted: false,
        says: "This key is locked with a passphrase. Export it without one (PKCS#8) and paste it again.",
      },
      {
        pattern: "BEGIN (RSA|EC) PRIVATE KEY",
        isWanted: false,
        says: "This key is in the old format. Convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem",
      },
      {
        pattern: String.raw`^-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----$`,
        isWanted: true,
        says: "A private key starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.",
      },
    ],
  },
  {
    id: "baseUrl",
    label: "Account URL",
    help: "SuiteTalk address from Setup > Company > Company Information > Company URLs. Empty: made from the account ID.",
    input: "url",
    rules: [
      {
        pattern: String.raw`^https?://\S+$`,
        isWanted: true,
        says: "Enter the whole address, beginning with https://, or leave this empty.",
      },
    ],
  },
];

const MAKE_CERTIFICATE =
  "openssl req -x509 -newkey rsa:3072 -nodes -days 730 -subj /CN=Crosstie -keyout key.pem -out cert.pem";

/** Source: NetSuite help, "OAuth 2.0 Client Credentials Setup". */
export const credentials: CredentialsForm = {
  fields: credentialFields,
  about:
    "Crosstie signs in to NetSuite with a certificate of its own (OAuth 2.0, client credentials), not with a person’s password.",
  steps: [
    "Setup > Company > Enable Features > SuiteCloud: tick REST Web Services and OAuth 2.0.",
    "Setup > Users/Roles > Manage Roles: give the role Setup > REST Web Services, Setup > Log in using OAuth 2.0 Access Tokens and Reports > SuiteAnalytics Workbook. Test connection lists what else it lacks.",
    "Setup > Integration > Manage Integrations > New: tick Client Credentials (Machine to Machine) Grant and REST Web Services. Save, and copy the client ID.",
    `Make a certificate with its private key (RSA, 3072 or 4096 bits, PKCS#8, without a passphrase): ${MAKE_CERTIFICATE}`,
    "Setup > Integration > OAuth 2.0 Client Credentials (M2M) Setup > Create New: choose user, role and integration, upload cert.pem, and copy the certificate ID. key.pem is the private key below; keep no other copy.",
    "NetSuite takes a certificate for two years at most. Note the day: before it ends, make another, add it in the same place, and enter its ID and key in Settings.",
    "Test connection tries all of this, features, sign-in and permissions, and names what is missing.",
  ],
  whenSilent:
    "Check the account ID and the account URL; leave the URL empty to have it made from the ID. If both are right, NetSuite may be down: test again later.",
  revoking: "To take its key away, revoke the integration’s certificate in NetSuite.",
};

const order = { one: "Purchase order", many: "Purchase orders" };

export const documents: System["documents"] = {
  vendor: { one: "Vendor", many: "Vendors" },
  subcontract: order,
  purchase_order: order,
  bill: { one: "Vendor bill", many: "Vendor bills" },
  credit: { one: "Vendor credit", many: "Vendor credits" },
};

export const payment = { one: "Vendor payment", many: "Vendor payments" };
