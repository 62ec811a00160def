import type { Client } from "./client.ts";

/** What a reader of payments asks: headers changed since a moment of the account's clock. */
const HEADERS = `
SELECT p.id, p.tranid, p.transactionnumber, p.externalid, p.entity, p.subsidiary, p.currency, p.exchangerate,
       p.foreigntotal, p.status, BUILTIN.DF(p.status) AS statuslabel, p.voided, p.posting, p.memo,
       TO_CHAR(p.trandate,'YYYY-MM-DD') AS trandate,
       TO_CHAR(p.lastmodifieddate,'YYYY-MM-DD HH24:MI:SS') AS lastmodified
  FROM transaction p
 WHERE p.type = 'VendPymt'
   AND p.lastmodifieddate >= TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS')
 ORDER BY p.lastmodifieddate, p.id`;

/** Applications that touch either side, for as many ids as there are. */
const applications = (ids: string[]) => `
SELECT l.previousdoc, l.previousline, l.nextdoc, l.nextline, l.foreignamount,
       b.type AS doctype, b.tranid AS doctranid, b.externalid AS docexternalid,
       b.foreigntotal AS doctotal, b.foreignamountunpaid AS docunpaid, b.status AS docstatus
  FROM nexttransactionlinelink l
  JOIN transaction b ON b.id = l.previousdoc
 WHERE l.linktype = 'Payment' AND (l.nextdoc IN (${ids.map(() => "?").join(", ")}) OR l.previousdoc IN (${ids.map(() => "?").join(", ")}))
 ORDER BY l.previousdoc, l.previousline, l.nextdoc, l.nextline`;

/** What links these bills or payments to each other. */
export const linksOf = (client: Client, ...ids: string[]) =>
  client.rows(applications(ids), [...ids, ...ids]);

export const headersOf = (client: Client) => client.rows(HEADERS, ["2020-01-01 00:00:00"]);
