import { once } from "node:events";
import { connect, type Socket } from "node:net";

/**
 * One keep-alive connection, one request at a time. Lean, since it shares the machine with what it
 * measures.
 */
export class KeepAliveClient {
  readonly #socket: Socket;
  #received = "";
  #answered: { resolve(status: number): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding("latin1");
    socket.on("data", (text: unknown) => this.#read(String(text)));
    socket.on("error", (error) => this.#answered?.reject(error));
    socket.on("close", () => this.#answered?.reject(new Error("the server closed a connection")));
  }

  static async open(port: number): Promise<KeepAliveClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new KeepAliveClient(socket);
  }

  /** Sends a whole request as it is. Resolves with the answer's status. */
  send(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#answered = undefined;
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    this.#received = "";
    this.#answered?.resolve(Number(head.slice(9, 12)));
  }
}
