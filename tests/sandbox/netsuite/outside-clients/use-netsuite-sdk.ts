import { NetSuiteClient } from "@brokenrubik/netsuite-sdk";
import type { Credentials } from "../netsuite.ts";

/** What `@brokenrubik/netsuite-sdk` (OAuth 2.0, fetch) saw, to stdout; the test judges. */
const { accountId, clientId, certificateId, privateKey } = JSON.parse(
  process.env.CREDENTIALS ?? "{}",
) as Credentials;
const client = new NetSuiteClient({
  accountId,
  clientId,
  certificateId,
  privateKey,
  maxRetries: 0,
});

const refusal = (error: unknown) => {
  const { name, status, errorCode } = error as { name: string; status: number; errorCode?: string };
  return { name, status, errorCode };
};
const inSubsidiary = { subsidiary: { id: "1" } };

const created = await client.upsertRecord("vendor", "OUT-1", {
  companyName: "Outside Ltd",
  ...inSubsidiary,
  addressBook: { items: [{ label: "Main", addressBookAddress: { city: "Boston" } }] },
});
const updated = await client.updateRecord("vendor", created.id, {
  comments: "seen",
  colour: "red",
});
const vendor = await client.getRecord("vendor", created.id, { expandSubResources: true });
const found = await client.suiteqlAll("SELECT id FROM vendor WHERE externalid = 'OUT-1'");
const page = await client.listRecords("vendor", { limit: 5, q: 'companyName START_WITH "A"' });
const all = await client.listAllRecords("vendor");
const job = await client.batchCreate(
  "vendor",
  [{ companyName: "Batch Ltd", ...inSubsidiary }, inSubsidiary],
  { idempotencyKey: "batch-1" },
);
const batch = await job.wait({ pollInterval: 20 });
const again = await client
  .batchCreate("vendor", [{}], { idempotencyKey: "batch-1" })
  .catch((error: unknown) => ({ ...refusal(error), jobId: (error as { jobId: string }).jobId }));
const catalog = await client.getMetadata<{ items: { name: string }[] }>({ select: "vendor" });
const schema = await client.getMetadata<{ openapi: string }>({ format: "openapi3" });
const deleted = await client.deleteRecord("vendor", created.id);
const refused = {
  column: await client.suiteql("SELECT nothing FROM vendor").catch(refusal),
  absent: await client.getRecord("vendor", created.id).catch(refusal),
  nameless: await client.createRecord("vendor", inSubsidiary).catch(refusal),
};

console.log(
  JSON.stringify({
    created: {
      success: created.success,
      location: created.location,
      operation: created.operationId,
    },
    updated: updated.propertyValidation,
    vendor,
    found,
    page: { count: page.count, total: page.totalResults },
    all: all.length,
    batch: { succeeded: batch.succeeded, failed: batch.failed },
    again: { ...again, isFirst: "jobId" in again && again.jobId === job.id },
    catalog: catalog.items.map(({ name }) => name),
    openapi: schema.openapi,
    deleted: deleted.success,
    refused,
  }),
);
