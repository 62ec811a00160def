import Client, { type Answered } from "netsuite-rest";
import type { Credentials } from "../netsuite.ts";

/** What `netsuite-rest` (token-based authentication, got) saw, to stdout; the test judges. */
const { accountId, consumerKey, consumerSecret, tokenId, tokenSecret } = JSON.parse(
  process.env.CREDENTIALS ?? "{}",
) as Credentials;
const keys = {
  consumer_key: consumerKey,
  consumer_secret_key: consumerSecret,
  token: tokenId,
  token_secret: tokenSecret,
};
const client = new Client({ ...keys, realm: accountId });
const stranger = new Client({ ...keys, realm: accountId, token_secret: "another" });

const JSON_BODY = { "content-type": "application/json" };
const headerOf = ({ rawHeaders }: Answered, name: string) =>
  rawHeaders[rawHeaders.findIndex((one) => one.toLowerCase() === name) + 1] ?? "";
const refusal = (error: unknown) => {
  const { response } = error as { response: Answered };
  return { status: response.statusCode, challenge: headerOf(response, "www-authenticate") };
};

const ping = await client.request({ path: "*", method: "OPTIONS" });
const catalog = await client.request({ path: "record/v1/metadata-catalog/" });
const list = await client.request({ path: "record/v1/vendor/" });
const created = await client.request({
  path: "record/v1/vendor",
  method: "POST",
  body: JSON.stringify({ companyName: "Signed & Sons (West)", subsidiary: { id: "1" } }),
  heads: JSON_BODY,
});
const id = headerOf(created, "location").split("/").at(-1) ?? "";
const filtered = await client.request({
  path: `record/v1/vendor?q=${encodeURIComponent('companyName IS "Signed & Sons (West)"')}`,
});
const query = await client.request({
  path: "query/v1/suiteql?limit=5&offset=0",
  method: "POST",
  body: JSON.stringify({
    q: `SELECT id, companyName FROM vendor WHERE rownum <= 30 AND id = ${id}`,
  }),
});
const deleted = await client.request({ path: `record/v1/vendor/${id}`, method: "DELETE" });
const refused = {
  key: await stranger.request({ path: "record/v1/vendor/" }).catch(refusal),
  table: await client
    .request({ path: "query/v1/suiteql", method: "POST", body: '{"q":"SELECT id FROM foo"}' })
    .catch(refusal),
};

console.log(
  JSON.stringify({
    ping: ping.statusCode,
    catalog: Array.isArray(catalog.data?.items),
    list: { count: list.data?.count, totalResults: list.data?.totalResults },
    created: {
      status: created.statusCode,
      data: created.data,
      location: headerOf(created, "location"),
    },
    filtered: filtered.data?.count,
    query: query.data?.items,
    deleted: deleted.statusCode,
    refused,
  }),
);
