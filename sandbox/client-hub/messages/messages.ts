/** Every text of the Client Hub. A language that lacks one does not compile. */
export interface Messages {
  name: string;
  languages: string;
  partners: {
    title: string;
    lead: string;
    none: string;
    unknown: (id: string) => string;
    loggedInAs: (client: string) => string;
  };
  logIn: {
    title: string;
    lead: (brand: string) => string;
    email: string;
    password: string;
    submit: string;
    noAccount: (brand: string) => string;
  };
  logOut: string;
  numbers: {
    title: string;
    meaning: (brand: string) => string;
    partnerPays: (brand: string) => string;
    none: (brand: string) => string;
  };
  status: Record<NumberStatus, string>;
  permission: {
    name: string;
    shared: (brand: string) => string;
    notShared: (brand: string) => string;
    grant: string;
    revoke: string;
    granted: (brand: string) => string;
    revoked: (brand: string) => string;
    askPartner: (brand: string) => string;
  };
  apiKey: {
    name: string;
    create: string;
    sharedNotice: (brand: string) => string;
    notRunning: string;
    endsOlder: string;
    created: string;
    address: string;
  };
  cancellation: {
    name: string;
    none: string;
    endsOn: (date: string) => string;
    endedOn: (date: string) => string;
    open: string;
    explanation: (date: string) => string;
    request: string;
    withdraw: string;
    requested: (date: string) => string;
    withdrawn: string;
  };
  refused: Record<"forbidden" | "not_running" | "conflict" | "not_found", string>;
}

/** How far a number is, in the client's words. */
export type NumberStatus = "beingSetUp" | "ready" | "running" | "live" | "ending" | "ended";
