/** How NetSuite names a reference to what is not there, or not for this record. */
const REFERENCE_CODES = ["INVALID_KEY_OR_REF", "INVALID_CONTENT"];

export const badReference = (place: RegExp) => REFERENCE_CODES.map((code) => ({ code, place }));
