import { expect, it } from "vitest";
import {
  appAddressOf,
  accountOf,
  readAccount,
} from "../../../../server/connectors/netsuite/account.ts";
import { netsuiteSystem } from "../../../../server/connectors/netsuite/connector.ts";
import { readSettings, settings } from "../../../../server/connectors/netsuite/settings.ts";

const credentials = {
  baseUrl: "",
  accountId: "1234567_SB1",
  clientId: "c",
  certificateId: "k",
  privateKey: "p",
};

it("makes the addresses from the account id", () => {
  expect(readAccount(credentials).restUrl).toBe("https://1234567-sb1.suitetalk.api.netsuite.com");
  expect(appAddressOf(credentials)).toBe("https://1234567-sb1.app.netsuite.com");
});

it("takes the account's own address and leads people to its screens", () => {
  const account = { ...credentials, baseUrl: "https://1234567-sb1.suitetalk.api.netsuite.com/" };

  expect(readAccount(account).restUrl).toBe("https://1234567-sb1.suitetalk.api.netsuite.com");
  expect(appAddressOf(account)).toBe("https://1234567-sb1.app.netsuite.com");
});

it("leads people to where the services are when that is not NetSuite", () => {
  const local = { ...credentials, baseUrl: "http://localhost:4402" };
  const foreign = { ...credentials, baseUrl: "https://notnetsuite.com" };

  expect(readAccount(local).restUrl).toBe("http://localhost:4402");
  expect(appAddressOf(local)).toBe("http://localhost:4402");
  expect(appAddressOf(foreign)).toBe("https://notnetsuite.com");
});

it("knows one account by all the ways its id is written, and by its own address before its id", () => {
  const ways = [
    { accountId: "1234567_SB1", baseUrl: "" },
    { accountId: " 1234567-sb1 ", baseUrl: "" },
    { accountId: "1234567_sb1", baseUrl: "http://localhost:4402" },
    { accountId: "7654321", baseUrl: "https://1234567-SB1.suitetalk.api.netsuite.com/" },
  ];

  expect(new Set(ways.map(accountOf))).toEqual(new Set(["1234567_SB1"]));
  expect(accountOf({ accountId: "1234567", baseUrl: "" })).toBe("1234567");
});

it.each(["1234567", "1234567_SB1", "1234567-rp", "TSTDRV2604417"])(
  "takes the account id %s",
  (accountId) => {
    expect(readAccount({ ...credentials, accountId }).restUrl).toBe(
      `https://${accountId.toLowerCase().replace("_", "-")}.suitetalk.api.netsuite.com`,
    );
  },
);

it.each([
  "127.0.0.1:5390/x?",
  "127.0.0.1:5390#",
  "user@127.0.0.1:5390/?",
  "evil.example",
  "1234567_SB1_2",
  "_SB1",
  "1".repeat(64),
])("takes %j for no account id", (accountId) => {
  expect(() => readAccount({ ...credentials, accountId })).toThrow(/accountId/);
});

it("makes the address that is asked for from whatever was typed in", () => {
  expect(netsuiteSystem.addressOf({ accountId: "1234567_SB1", baseUrl: "" }).href).toBe(
    "https://1234567-sb1.suitetalk.api.netsuite.com/",
  );
  expect(netsuiteSystem.addressOf({ accountId: "127.0.0.1:5390/x?", baseUrl: "" }).host).toBe(
    "127.0.0.1:5390",
  );
  expect(
    netsuiteSystem.addressOf({ accountId: "1234567", baseUrl: "http://localhost:4402" }).host,
  ).toBe("localhost:4402");
});

it.each([
  ["https://1234567-sb1.suitetalk.api.netsuite.com/", true],
  ["https://1234567-sb1.suitetalk.api.netsuite.com:8443", false],
  ["https://user@1234567-sb1.suitetalk.api.netsuite.com", false],
  ["https://:secret@1234567-sb1.suitetalk.api.netsuite.com", false],
  ["http://1234567-sb1.suitetalk.api.netsuite.com", false],
  ["https://a.b.suitetalk.api.netsuite.com", false],
  ["https://suitetalk.api.netsuite.com.evil.example", false],
])("knows whether %s is an account's own address", (address, isOwn) => {
  expect(netsuiteSystem.isOwnAddress(new URL(address))).toBe(isOwn);
});

it("reads missing and empty settings as nothing chosen", () => {
  expect(readSettings(undefined)).toEqual({
    subsidiaryId: null,
    itemId: null,
    itemIdsByCostType: {},
    itemReceipts: null,
  });
  expect(readSettings({ subsidiaryId: "", itemId: "81", automaticSync: false })).toEqual({
    subsidiaryId: null,
    itemId: "81",
    itemIdsByCostType: {},
    itemReceipts: null,
  });
});

it("refuses settings that name no NetSuite id", () => {
  expect(() => readSettings({ itemId: "steel" })).toThrow(/itemId must be a NetSuite internal id/);
});

it("describes just what it reads", () => {
  const { restUrl: _made, ...read } = readAccount(credentials);

  expect(netsuiteSystem.credentials.fields.map(({ id }) => id).toSorted()).toEqual(
    Object.keys(read).toSorted(),
  );
  expect(settings.map(({ id }) => id)).toEqual(Object.keys(readSettings({})));
});
