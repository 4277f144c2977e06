import type { Messages } from "./messages.js";

export const de: Messages = {
  name: "Client Hub",
  languages: "Sprachen",
  partners: {
    title: "Client Hub",
    lead: "Ihr Konto gehört zu einem dieser Partner. Wählen Sie Ihren aus, um sich anzumelden.",
    none: "Diese Sandbox hat keinen Partner. Legen Sie einen an, oder starten Sie sie neu.",
    unknown: (id) => `In dieser Sandbox gibt es keinen Partner „${id}“.`,
    loggedInAs: (client) => `Angemeldet als ${client}`,
  },
  logIn: {
    title: "Anmelden",
    lead: (brand) =>
      `Hier sehen Sie die Nummern, die Sie mit ${brand} verbunden haben, und wer sie nutzen darf.`,
    email: "E-Mail",
    password: "Passwort",
    submit: "Anmelden",
    noAccount: (brand) =>
      `Noch kein Konto? Sie legen es an, wenn Sie Ihre erste Nummer mit ${brand} verbinden.`,
  },
  logOut: "Abmelden",
  numbers: {
    title: "Ihre Nummern",
    meaning: (brand) =>
      `Für eine freigegebene Nummer darf ${brand} API-Schlüssel erstellen und damit Nachrichten senden und empfangen.`,
    partnerPays: (brand) => `${brand} bezahlt Ihre Nummern, daher sind sie von Anfang an freigegeben.`,
    none: (brand) => `Sie haben noch keine Nummern. Verbinden Sie die erste bei ${brand}.`,
  },
  status: {
    beingSetUp: "Wird eingerichtet",
    ready: "Bereit",
    running: "Läuft",
    live: "Live",
    ending: "Endet bald",
    ended: "Beendet",
  },
  permission: {
    name: "Freigabe",
    shared: (brand) => `Für ${brand} freigegeben`,
    notShared: (brand) => `Nicht für ${brand} freigegeben`,
    grant: "Freigeben",
    revoke: "Freigabe beenden",
    granted: (brand) => `${brand} darf jetzt API-Schlüssel für diese Nummer erstellen.`,
    revoked: (brand) => `${brand} darf für diese Nummer keine API-Schlüssel mehr erstellen.`,
    askPartner: (brand) => `Wenden Sie sich an ${brand}, um das zu beenden: ${brand} bezahlt die Nummer.`,
  },
  apiKey: {
    name: "API-Schlüssel",
    create: "Schlüssel erstellen",
    sharedNotice: (brand) =>
      `Diese Nummer ist für Ihren Integrationspartner ${brand} freigegeben; er erstellt den Schlüssel.`,
    notRunning: "Sobald die Nummer läuft, können Sie einen Schlüssel erstellen.",
    endsOlder: "Ein neuer Schlüssel beendet sofort alle älteren dieser Nummer.",
    created: "Ihr API-Schlüssel. Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt.",
    address: "Adresse",
  },
  cancellation: {
    name: "Vertrag",
    none: "Läuft, bis Sie kündigen",
    endsOn: (date) => `Gekündigt, endet am ${date}`,
    endedOn: (date) => `Beendet am ${date}`,
    open: "Diese Nummer kündigen…",
    explanation: (date) =>
      `Sie läuft bis zum Ende des Monats, endet am ${date} und sendet und empfängt dann nichts mehr. Bis dahin können Sie die Kündigung zurückziehen.`,
    request: "Nummer kündigen",
    withdraw: "Kündigung zurückziehen",
    requested: (date) => `Die Nummer ist gekündigt und endet am ${date}.`,
    withdrawn: "Die Kündigung ist zurückgezogen. Die Nummer läuft weiter.",
  },
  refused: {
    forbidden: "Das können Sie gerade nicht ändern. Die Seite zeigt den jetzigen Stand.",
    not_running: "Die Nummer läuft noch nicht und kann daher keinen Schlüssel haben.",
    conflict: "Die Nummer ist bereits beendet.",
    not_found: "Diese Nummer gehört nicht zu Ihren.",
  },
};
