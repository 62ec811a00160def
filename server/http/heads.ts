import type { RequestHandler } from "express";
import { AppError, BadRequestError } from "../errors.ts";

const LONGEST = 16 * 1024;

class HeadTooLargeError extends AppError {
  override readonly status = 431;
  override readonly code = "head_too_large";
}

/** What Node would refuse before anybody knows whether it is a delivery. */
export function heads(): RequestHandler {
  return ({ headers, rawHeaders, url }, _response, next) => {
    if (headers.host === undefined) throw new BadRequestError("The request names no host.");
    const length = rawHeaders.reduce((sum, { length: more }) => sum + more, url.length);
    if (length > LONGEST) {
      throw new HeadTooLargeError(
        "The address, cookies and other headers of the request are too long together. Remove this site's cookies, then try again.",
      );
    }
    next();
  };
}
