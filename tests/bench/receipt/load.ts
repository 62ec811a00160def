/** What the load process is asked for. */
export interface Load {
  port: number;
  authorization: string;
  /** JSON of a delivery; every `ULID` in it becomes the delivery's own. */
  template: string;
  /** Begins the id of every delivery of this load; 8 characters. */
  prefix: string;
  connections: number;
  seconds: number;
}

/** What came of it. */
export interface Loaded {
  /** Answers by status. */
  statuses: Record<string, number>;
  /** From the first request to the last answer. */
  seconds: number;
  p99Ms: number;
}

export const ULID_MARK = "ULIDULIDULIDULIDULIDULIDUL";

export const ulidOf = (prefix: string, count: number) =>
  `${prefix}${String(count).padStart(ULID_MARK.length - prefix.length, "0")}`;
