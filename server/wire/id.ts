/** Procore takes `042` for 42: two forms here would be two records, and two orders in the ERP. */
export function canonicalId(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}
