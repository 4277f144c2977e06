/** One statement that the hub ran, with the values it was given. */
export interface Ran {
  sql: string;
  method: "get" | "all" | "run";
  values: unknown[];
}

/** One call of the Partner API, and what the hub runs for it. */
export interface Call {
  name: string;
  method: "GET" | "POST";
  path: string;
  ran: Ran[];
}

/** What the bare server needs to do the same work. */
export interface Work {
  db: string;
  calls: (Call & { bytes: string })[];
}
