import type { Messages } from "./messages.js";

export const en: Messages = {
  name: "Client Hub",
  languages: "Languages",
  partners: {
    title: "Client Hub",
    lead: "Your account belongs to one of these partners. Choose yours to log in.",
    none: "This sandbox has no partner at all. Create one, or start it anew.",
    unknown: (id) => `There is no partner "${id}" in this sandbox.`,
    loggedInAs: (client) => `Logged in as ${client}`,
  },
  logIn: {
    title: "Log in",
    lead: (brand) => `See the numbers that you have connected with ${brand}, and who may use them.`,
    email: "E-mail",
    password: "Password",
    submit: "Log in",
    noAccount: (brand) => `No account yet? You make it when you connect your first number with ${brand}.`,
  },
  logOut: "Log out",
  numbers: {
    title: "Your numbers",
    meaning: (brand) =>
      `For a number that you share, ${brand} may create API keys, and so send and receive messages with it.`,
    partnerPays: (brand) => `${brand} pays for your numbers, so they are shared from the start.`,
    none: (brand) => `You have no numbers yet. Connect the first one from ${brand}.`,
  },
  status: {
    beingSetUp: "Being set up",
    ready: "Ready",
    running: "Running",
    live: "Live",
    ending: "Ending",
    ended: "Ended",
  },
  permission: {
    name: "Permission",
    shared: (brand) => `Shared with ${brand}`,
    notShared: (brand) => `Not shared with ${brand}`,
    grant: "Share",
    revoke: "Stop sharing",
    granted: (brand) => `${brand} may create API keys for this number now.`,
    revoked: (brand) => `${brand} may create no more API keys for this number.`,
    askPartner: (brand) => `Ask ${brand} if you want to end this: it pays for the number.`,
  },
  apiKey: {
    name: "API key",
    create: "Create own key",
    sharedNotice: (brand) =>
      `This number was shared with your integration partner ${brand}, which creates the key.`,
    notRunning: "You can create a key as soon as the number runs.",
    endsOlder: "A new key ends every older one of this number at once.",
    created: "Your API key. Copy it now: it is shown only this once.",
    address: "Address",
  },
  cancellation: {
    name: "Contract",
    none: "Runs until you cancel",
    endsOn: (date) => `Cancelled, ends on ${date}`,
    endedOn: (date) => `Ended on ${date}`,
    open: "Cancel this number…",
    explanation: (date) =>
      `It goes on until the end of the month, ends on ${date}, and then sends and receives nothing more. Until then you can withdraw.`,
    request: "Cancel the number",
    withdraw: "Withdraw the cancellation",
    requested: (date) => `The number is cancelled, and ends on ${date}.`,
    withdrawn: "The cancellation is withdrawn. The number goes on.",
  },
  refused: {
    forbidden: "This is not yours to change now. The page shows how things stand.",
    not_running: "The number does not run yet, so it can have no key.",
    conflict: "The number has ended already.",
    not_found: "This number is not one of yours.",
  },
};
