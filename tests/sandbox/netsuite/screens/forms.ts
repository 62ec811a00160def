import { text, type Account, type NsRecord } from "../account.ts";
import { today } from "../rules/account-date.ts";
import { due } from "../rules/amounts.ts";
import { html, type Html } from "./html.ts";
import { paymentNumber, PATHS } from "./links.ts";

export function payForm(account: Account, bill: NsRecord): Html {
  const open = due(account, bill).toFixed(2);
  return html`<form class="card" method="post" action="${PATHS.vendorPayment}">
<h2>Pay bill ${text(bill, "tranId")}</h2><input type="hidden" name="billId" value="${bill.id}">
<label>Amount <input name="amount" value="${open}" inputmode="decimal" required autocomplete="off"></label>
<label>Method <select name="method"><option value="check">Check</option><option value="electronic">Electronic</option><option value="credit_card">Credit card</option></select></label>
<label>Check number <input name="checkNumber" autocomplete="off"></label>
<label>Date <input type="date" name="date" value="${today(account)}" required></label>
<button>Pay</button></form>`;
}

export function voidForm(payment: NsRecord): Html {
  return html`<form class="card" method="post" action="${PATHS.vendorPayment}"><h2>Void ${paymentNumber(payment)}</h2><input type="hidden" name="void" value="${payment.id}">
<button class="plain">Void payment</button></form>`;
}

export function approveForm(record: NsRecord): Html {
  return html`<form class="card" method="post" action="${PATHS[record.type]}"><h2>Approval</h2><input type="hidden" name="approve" value="${record.id}"><button>Approve</button><button class="plain" name="reject" value="yes">Reject</button></form>`;
}

export function vendorForm(account: Account, typed: Record<string, unknown> = {}): Html {
  const value = (name: string) => (typeof typed[name] === "string" ? typed[name] : "");
  const option = (subsidiary: NsRecord) =>
    subsidiary.id === value("subsidiary")
      ? html`<option value="${subsidiary.id}" selected>${text(subsidiary, "name")}</option>`
      : html`<option value="${subsidiary.id}">${text(subsidiary, "name")}</option>`;
  return html`<form class="card" method="post" action="${PATHS.vendor}">
<label>Company name <input name="companyName" value="${value("companyName")}" required maxlength="83" autocomplete="off"></label>
<label>Email <input type="email" name="email" value="${value("email")}" autocomplete="off"></label>
${account.options.oneWorld && html`<label>Primary subsidiary <select name="subsidiary">${account.all("subsidiary").map(option)}</select></label>`}
<button>Save vendor</button></form>`;
}
