/** As far as it is used here; the package brings no types. */
declare module "netsuite-rest" {
  export interface Asked {
    path: string;
    method?: string;
    body?: string;
    heads?: Record<string, string>;
  }
  export interface Answered {
    statusCode: number;
    /** The client spreads its answer and so loses what is inherited, `headers` among it. */
    rawHeaders: string[];
    data: Record<string, unknown> | null;
  }
  export default class NetsuiteRest {
    constructor(options: Record<string, string>);
    request(asked: Asked): Promise<Answered>;
  }
}
