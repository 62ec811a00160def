/** Two classes of knex that `scope.ts` extends; knex publishes no types for them. */
declare module "knex/lib/dialects/postgres/index.js" {
  export default class PostgresClient {
    constructor(config: object);
    _driver(): unknown;
    transaction(container: unknown, config: unknown, outerTx: unknown): unknown;
  }
}

declare module "knex/lib/dialects/postgres/execution/pg-transaction.js" {
  export default class PostgresTransaction {
    isolationLevel?: string;
    readOnly?: boolean;
    constructor(client: unknown, container: unknown, config: unknown, outerTx: unknown);
    begin(connection: unknown): Promise<unknown>;
    query(connection: unknown, sql: string): Promise<unknown>;
  }
}
