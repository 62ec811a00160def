import { createParser, type EventSourceMessage } from "eventsource-parser";

/** Far longer than any event of ours: a line that never ends would fill the memory. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads a stream of server-sent events. EventSource would do so alone, but cannot send the
 * session's token.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => {},
): AsyncGenerator<EventSourceMessage> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({
    maxBufferSize: MOST_CHARACTERS,
    onEvent: (event) => events.push(event),
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") throw error;
    },
  });
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      onBytes();
      parser.feed(part.value);
      yield* events.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
