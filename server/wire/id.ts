/**
 * Procore reads ids as numbers, so `042` and `42` name one record. We know it by the second alone:
 * two names would be two records, and two orders in the ERP.
 */
export function canonicalId(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}
