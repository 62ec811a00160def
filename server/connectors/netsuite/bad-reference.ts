/** Codes for a reference to something that is missing, or not allowed on this record. */
const REFERENCE_CODES = ["INVALID_KEY_OR_REF", "INVALID_CONTENT"];

export const badReference = (place: RegExp) => REFERENCE_CODES.map((code) => ({ code, place }));
