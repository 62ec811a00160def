import type { IncomingMessage } from "node:http";

/** Procore's deliveries are far smaller; nothing longer is parsed. */
const LONGEST = 16 * 1024;
/** So much of a genuine one is read to its end, so that its sender hears the answer. */
const LONGEST_DRAINED = 1024 * 1024;

export interface Start {
  /** Of a longer body, the first 16 kB. */
  text: string;
  isWhole: boolean;
}

/** Stops there, so that a stranger's long body is not even read. */
export async function readStart(request: IncomingMessage): Promise<Start> {
  const chunks: Buffer[] = [];
  let length = 0;
  const isWhole = await new Promise<boolean>((resolve, reject) => {
    const stop = (what: () => void) => {
      request.off("data", take).off("end", end).off("error", fail).off("close", cut);
      what();
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= LONGEST) return;
      request.pause();
      stop(() => resolve(false));
    };
    const end = () => stop(() => resolve(true));
    const fail = (error: Error) => stop(() => reject(error));
    const cut = () => stop(() => reject(new Error("the sender hung up")));
    request.on("data", take).on("end", end).on("error", fail).on("close", cut);
  });
  return { text: Buffer.concat(chunks).toString("utf8", 0, LONGEST), isWhole };
}

/** False: it is longer than any that Procore sends. */
export async function readToEnd(request: IncomingMessage): Promise<boolean> {
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_DRAINED) return false;
  }
  return true;
}
