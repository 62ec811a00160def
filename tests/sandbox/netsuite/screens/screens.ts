import { http, type HttpHandler } from "msw";
import { ActRefused } from "../../core/system.ts";
import { text, type Account, type NsRecord } from "../account.ts";
import { approve } from "../acts/accounting.ts";
import { payBill } from "../acts/pay-bill.ts";
import { createVendor } from "../acts/vendors.ts";
import { refName } from "../records/ref-name.ts";
import { Refusal } from "../refusal.ts";
import { voidPayment } from "../rules/payments.ts";
import { journalEntry, vendor, vendorBill, vendorPayment } from "./details.ts";
import { approveForm, vendorForm } from "./forms.ts";
import { home } from "./home.ts";
import { html, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import { PATHS } from "./links.ts";
import { itemReceipt, purchaseOrder } from "./order-details.ts";

type Form = Record<string, string>;
type Shown =
  | "purchaseOrder"
  | "itemReceipt"
  | "vendorBill"
  | "vendorPayment"
  | "journalEntry"
  | "vendor";

const DETAILS: Record<Shown, (account: Account, record: NsRecord) => Html> = {
  purchaseOrder,
  itemReceipt,
  vendorBill,
  vendorPayment,
  journalEntry,
  vendor,
};

/** The pages at which NetSuite's people work. They take no slot of the REST services. */
export function screens(account: () => Account): HttpHandler[] {
  return [
    http.get(/^https?:\/\/[^/]+\/(?:\?.*)?$/, () =>
      page(account(), { title: "Payables", body: home(account()) }),
    ),
    ...(Object.keys(DETAILS) as Shown[]).flatMap((type) => [
      http.get(`*${PATHS[type]}`, ({ request }) =>
        detail(account(), type, new URL(request.url).searchParams),
      ),
      http.post(`*${PATHS[type]}`, async ({ request }) => {
        const form = Object.fromEntries(new URLSearchParams(await request.text())) as Form;
        return submit(account(), type, form);
      }),
    ]),
  ];
}

function page(
  account: Account,
  shown: { title: string; body: Html; alert?: string; note?: string | undefined },
  status = 200,
): Response {
  const [company] = account.all("subsidiary");
  return layout({ ...shown, company: company ? text(company, "name") : "" }, status);
}

function detail(account: Account, type: Shown, query: URLSearchParams): Response {
  const id = query.get("id");
  if (type === "vendor" && !id) {
    return page(account, { title: "New Vendor", body: vendorForm(account) });
  }
  const record = account.get(type, id ?? "");
  if (!record) {
    return page(
      account,
      { title: "Notice", body: html``, alert: "That record does not exist." },
      404,
    );
  }
  return page(account, {
    ...showing(account, type, record),
    note: query.get("saved") ? "Saved." : undefined,
  });
}

function showing(account: Account, type: Shown, record: NsRecord): { title: string; body: Html } {
  const waits =
    record.fields.approvalStatus === "1" && (type === "purchaseOrder" || type === "vendorBill");
  return {
    title: type === "vendor" ? `Vendor ${refName(record)}` : refName(record),
    body: html`${DETAILS[type](account, record)}${waits && approveForm(record)}`,
  };
}

/** Does what the form asks and leads to its result; a refusal is shown where the form stood. */
function submit(account: Account, type: Shown, form: Form): Response {
  try {
    const to = perform(account, type, form);
    return new Response(null, {
      status: 303,
      headers: { location: `${PATHS[to.type]}?id=${to.id}&saved=1` },
    });
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof ActRefused)) throw error;
    const alert = error.message.replace("Error while accessing a resource. ", "");
    const origin = form.billId
      ? account.get("vendorBill", form.billId)
      : account.get(type, form.void ?? form.approve ?? "");
    if (!origin) {
      return page(account, { title: "New Vendor", body: vendorForm(account, form), alert }, 400);
    }
    return page(account, { ...showing(account, origin.type as Shown, origin), alert }, 400);
  }
}

function perform(account: Account, type: Shown, form: Form): { type: Shown; id: string } {
  if (type === "vendor") {
    return { type, id: createVendor(account, { do: "create_vendor", ...form }).vendorId };
  }
  if (form.approve) {
    return {
      type,
      id: approve(account, found(account, type, form.approve), {
        do: "approve",
        reject: form.reject === "yes",
      }).id,
    };
  }
  if (form.void) {
    voidPayment(account, found(account, "vendorPayment", form.void));
    return { type: "vendorPayment", id: form.void };
  }
  return {
    type: "vendorPayment",
    id: payBill(account, {
      do: "pay_bill",
      ...form,
      amount: (form.amount ?? "").replaceAll(",", ""),
    }).paymentId,
  };
}

function found(account: Account, type: Shown, id: string): NsRecord {
  const record = account.get(type, id);
  if (!record) throw new ActRefused("That record does not exist.");
  return record;
}
