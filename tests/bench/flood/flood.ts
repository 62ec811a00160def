/** What a flood process is asked to bring, and how. */
export interface Flood {
  port: number;
  count: number;
  connections: number;
  /** By turns. Each delivery's ULID begins with the prefix. */
  senders: { authorization: string; template: string }[];
  prefix: string;
  /** By turns; none: nobody says. */
  from: string[];
}

/** What came of it. */
export interface Flooded {
  /** Answers by status. What was answered with anything but a 2xx was sent again. */
  statuses: Record<string, number>;
  seconds: number;
}

/** What an asking process saw, in milliseconds. */
export interface Asked {
  times: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
}
