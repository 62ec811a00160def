import type { IncomingMessage } from "node:http";

/** Procore's deliveries are far smaller; nothing longer is parsed. */
const LONGEST = 16 * 1024;
export interface Start {
  /** Of a longer body, the first 16 kB. */
  text: string;
  isWhole: boolean;
}

/**
 * Stops there, so that a stranger's long body is not even read. Undefined: the sender hung up, or
 * `late` came first.
 */
export async function readStart(
  request: IncomingMessage,
  late: AbortSignal,
): Promise<Start | undefined> {
  const chunks: Buffer[] = [];
  const isWhole = await read(request, late, {
    most: LONGEST,
    take: (chunk) => void chunks.push(chunk),
  });
  if (isWhole === undefined) return undefined;
  return { text: Buffer.concat(chunks).toString("utf8", 0, LONGEST), isWhole };
}

/** So that its sender hears the answer; nothing of it is kept. Ends with `late` at the latest. */
export async function readToEnd(request: IncomingMessage, late: AbortSignal): Promise<void> {
  await read(request, late, { most: Infinity, take: () => {} });
}

/** True: to its end. False: there is more than `most`. */
function read(
  request: IncomingMessage,
  late: AbortSignal,
  { most, take }: { most: number; take(chunk: Buffer): void },
): Promise<boolean | undefined> {
  let length = 0;
  return new Promise((resolve) => {
    const stop = (isWhole: boolean | undefined) => {
      request.off("data", data).off("end", end).off("error", cut).off("close", cut);
      late.removeEventListener("abort", lookOnce);
      resolve(isWhole);
    };
    const data = (chunk: Buffer) => {
      take(chunk);
      length += chunk.length;
      if (length <= most) return;
      request.pause();
      stop(false);
    };
    const end = () => stop(true);
    const cut = () => stop(undefined);
    // A process that was stopped for a while may have the rest lying there.
    const lookOnce = () => void setImmediate(cut);
    request.on("data", data).on("end", end).on("error", cut).on("close", cut).resume();
    if (late.aborted) lookOnce();
    else late.addEventListener("abort", lookOnce);
  });
}
