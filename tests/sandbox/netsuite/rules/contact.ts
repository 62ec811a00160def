import { text, type Account, type NsRecord } from "../account.ts";
import { Refusal } from "../refusal.ts";

const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]{2,}$/;
/** The formats that the field's own help names. */
const PHONES = [
  /^(1-)?\d{3}-\d{3}-\d{4}$/,
  /^1?\(\d{3}\) \d{3}-\d{4}$/,
  /^\(\d{3}\) \d{3}-\d{4}$/,
  /^\d{3}-\d{3}-\d{4} ext \d{1,6}$/,
];
const SHORTEST = 7;

/**
 * Source: NetSuite's own forms ("Phone number should have seven digits or more.", which counts the
 * signs); its records browser for the formats; how e-mail addresses are refused is not published.
 */
export function checkContact(account: Account, draft: NsRecord): void {
  const email = text(draft, "email");
  if (email && !EMAIL.test(email)) {
    throw refused(account, "email", "Please enter a valid email address.");
  }
  const phone = text(draft, "phone");
  const isPhone =
    account.options.phoneCheck === "formats"
      ? PHONES.some((format) => format.test(phone))
      : phone.length >= SHORTEST;
  if (phone && !isPhone) {
    throw refused(account, "phone", "Phone number should have seven digits or more.");
  }
}

function refused({ options }: Account, path: string, words: string): Refusal {
  const code = options.contactRefusal;
  const said =
    code === "USER_ERROR"
      ? words
      : `Invalid value for the resource or sub-resource field '${path}'. Provide a valid value.`;
  return new Refusal(400, {
    detail: `Error while accessing a resource. ${said}`,
    code,
    ...(code === "INVALID_CONTENT" && { path }),
  });
}
