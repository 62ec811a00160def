import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acrossCompanies } from "../../../server/database/scope.ts";
import { dropEarlierSecrets } from "../../../server/store/across-companies.ts";
import {
  beginCompany,
  findCompany,
  noteSecretInPlace,
  renewSecret,
  setCompanyStatus,
} from "../../../server/store/companies.ts";
import { createSeal } from "../../../server/store/seal.ts";
import { companySecrets, type Verdict } from "../../../server/webhooks/company-secrets.ts";
import { aCompany } from "../../a-company.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
const seal = createSeal([{ id: "test", key: randomBytes(32) }]);

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const webhookSecret = seal.seal("first", "companies.webhook_secret", companyId);
  await beginCompany(database.admin, { ...aCompany, companyId, webhookSecret });
});
afterAll(() => database.drop());

const receiver = () => companySecrets({ db: database.db, seal });
const verdicts = (verify: ReturnType<typeof receiver>): Promise<Verdict[]> =>
  Promise.all(
    ["first", "second", "made up"].map((secret) =>
      verify(companyId, secret, { isSuspect: async () => false }),
    ),
  );

it("takes both secrets from a renewal on, and the new one alone once the earlier is destroyed", async () => {
  const running = receiver();
  expect(await verdicts(running)).toEqual(["genuine", "wrong_secret", "wrong_secret"]);

  await renewSecret(database.admin, companyId, {
    webhookSecret: seal.seal("second", "companies.webhook_secret", companyId),
    earlierWebhookSecret: seal.seal("first", "companies.earlier_webhook_secret", companyId),
    secretRenewedBy: "Dana",
  });
  expect(await verdicts(running)).toEqual(["genuine", "genuine", "wrong_secret"]);
  expect(await verdicts(receiver())).toEqual(["genuine", "genuine", "wrong_secret"]);

  const renewed = (await findCompany(database.admin, companyId))!;
  await noteSecretInPlace(database.admin, renewed, 60_000);
  await acrossCompanies(database.db, dropEarlierSecrets);
  expect(await verdicts(receiver())).toEqual(["genuine", "genuine", "wrong_secret"]);
  await database.admin("companies").update({ earlier_secret_until: new Date() });
  await acrossCompanies(database.db, dropEarlierSecrets);
  expect(await verdicts(receiver())).toEqual(["wrong_secret", "genuine", "wrong_secret"]);
});

it("does not end the earlier secret for hooks that were looked at before the renewal", async () => {
  await renewSecret(database.admin, companyId, {
    webhookSecret: seal.seal("third", "companies.webhook_secret", companyId),
    earlierWebhookSecret: seal.seal("second", "companies.earlier_webhook_secret", companyId),
    secretRenewedBy: "Dana",
  });
  const renewed = (await findCompany(database.admin, companyId))!;
  const seenBefore = {
    ...renewed,
    secretRenewedAt: new Date(renewed.secretRenewedAt!.getTime() - 1),
  };

  await noteSecretInPlace(database.admin, seenBefore, 0);

  expect(await findCompany(database.admin, companyId)).toMatchObject({ earlierSecretUntil: null });
});

it("destroys both when the company uninstalls", async () => {
  await setCompanyStatus(database.admin, companyId, "uninstalled");

  expect(await findCompany(database.admin, companyId)).toMatchObject({
    webhookSecret: "",
    earlierWebhookSecret: null,
  });
  expect(await verdicts(receiver())).toEqual(Array.from({ length: 3 }, () => "unknown_company"));
});
