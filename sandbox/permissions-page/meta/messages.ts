import type { BusinessCategory } from "../../hub/meta-signup.js";
import type { Language } from "../../pages/languages.js";

/** Every text in the window of the simulated embedded signup. */
export interface MetaMessages {
  window: string;
  simulated: string;
  step: (step: number, of: number) => string;
  cancel: string;
  back: string;
  next: string;
  business: {
    title: string;
    lead: (hub: string) => string;
    portfolio: string;
    portfolioNew: string;
    portfolioName: string;
    waba: string;
    wabaNew: string;
    wabaName: string;
    displayName: string;
    displayNameHint: string;
    category: string;
    categories: Record<BusinessCategory, string>;
  };
  number: {
    title: string;
    lead: string;
    country: string;
    number: string;
    hint: string;
    verification: string;
    sms: string;
    voice: string;
    send: string;
  };
  code: {
    title: string;
    lead: (number: string) => string;
    arrived: Record<"sms" | "voice", string>;
    code: string;
    again: string;
    finish: string;
  };
  finished: {
    title: string;
    text: (number: string) => string;
    overTitle: string;
    overText: string;
    close: string;
  };
}

const en: MetaMessages = {
  window: "Embedded signup",
  simulated: "Simulated: this is no page of Meta",
  step: (step, of) => `Step ${step} of ${of}`,
  cancel: "Cancel",
  back: "Back",
  next: "Next",
  business: {
    title: "Your business",
    lead: (hub) => `Tell us about the business that ${hub} may connect.`,
    portfolio: "Business portfolio",
    portfolioNew: "Create a new portfolio",
    portfolioName: "Name of the portfolio",
    waba: "WhatsApp Business Account",
    wabaNew: "Create a new account",
    wabaName: "Name of the account",
    displayName: "Display name",
    displayNameHint: "What your customers see in WhatsApp.",
    category: "Category",
    categories: {
      retail: "Shopping and retail",
      food: "Food and drinks",
      health: "Medical and health",
      education: "Education",
      finance: "Finance and banking",
      travel: "Travel and transport",
      services: "Professional services",
      other: "Other",
    },
  },
  number: {
    title: "Your phone number",
    lead: "Any possible number will do, as long as nobody else has connected it.",
    country: "Country",
    number: "Phone number",
    hint: "With a + in front, the country code counts, whichever country is chosen.",
    verification: "How shall the code reach you?",
    sms: "SMS",
    voice: "Call",
    send: "Send the code",
  },
  code: {
    title: "Type the code",
    lead: (number) => `We sent six digits to ${number}.`,
    arrived: { sms: "SMS that arrived", voice: "What the call said" },
    code: "Code",
    again: "Send another code",
    finish: "Finish",
  },
  finished: {
    title: "The number is connected",
    text: (number) => `${number} is yours. This window closes by itself; if it stays, close it.`,
    overTitle: "Nothing to do here",
    overText: "This signup is over, or was never begun. Close this window and go on where it was opened.",
    close: "Back to your numbers",
  },
};

const de: MetaMessages = {
  window: "Embedded Signup",
  simulated: "Simuliert: Dies ist keine Seite von Meta",
  step: (step, of) => `Schritt ${step} von ${of}`,
  cancel: "Abbrechen",
  back: "Zurück",
  next: "Weiter",
  business: {
    title: "Ihr Unternehmen",
    lead: (hub) => `Nennen Sie das Unternehmen, das ${hub} verbinden darf.`,
    portfolio: "Business-Portfolio",
    portfolioNew: "Neues Portfolio anlegen",
    portfolioName: "Name des Portfolios",
    waba: "WhatsApp Business Account",
    wabaNew: "Neues Konto anlegen",
    wabaName: "Name des Kontos",
    displayName: "Anzeigename",
    displayNameHint: "Der Name, den Ihre Kunden in WhatsApp sehen.",
    category: "Branche",
    categories: {
      retail: "Einkauf und Handel",
      food: "Essen und Trinken",
      health: "Medizin und Gesundheit",
      education: "Bildung",
      finance: "Finanzen und Banken",
      travel: "Reisen und Verkehr",
      services: "Dienstleistungen",
      other: "Anderes",
    },
  },
  number: {
    title: "Ihre Telefonnummer",
    lead: "Jede mögliche Nummer genügt, solange niemand sonst sie verbunden hat.",
    country: "Land",
    number: "Telefonnummer",
    hint: "Mit einem + am Anfang gilt die Ländervorwahl, gleich welches Land gewählt ist.",
    verification: "Wie soll der Code zu Ihnen kommen?",
    sms: "SMS",
    voice: "Anruf",
    send: "Code senden",
  },
  code: {
    title: "Code eingeben",
    lead: (number) => `Wir haben sechs Ziffern an ${number} gesendet.`,
    arrived: { sms: "SMS, die angekommen ist", voice: "Was der Anruf gesagt hat" },
    code: "Code",
    again: "Neuen Code senden",
    finish: "Fertigstellen",
  },
  finished: {
    title: "Die Nummer ist verbunden",
    text: (number) =>
      `${number} gehört nun Ihnen. Dieses Fenster schließt sich von selbst; bleibt es offen, schließen Sie es.`,
    overTitle: "Hier ist nichts zu tun",
    overText:
      "Diese Anmeldung ist beendet oder wurde nie begonnen. Schließen Sie das Fenster, und machen Sie dort weiter, wo es geöffnet wurde.",
    close: "Zurück zu Ihren Nummern",
  },
};

const pt: MetaMessages = {
  window: "Embedded signup",
  simulated: "Simulado: esta não é uma página da Meta",
  step: (step, of) => `Etapa ${step} de ${of}`,
  cancel: "Cancelar",
  back: "Voltar",
  next: "Avançar",
  business: {
    title: "A sua empresa",
    lead: (hub) => `Informe a empresa que ${hub} pode conectar.`,
    portfolio: "Portfólio empresarial",
    portfolioNew: "Criar um novo portfólio",
    portfolioName: "Nome do portfólio",
    waba: "Conta do WhatsApp Business",
    wabaNew: "Criar uma nova conta",
    wabaName: "Nome da conta",
    displayName: "Nome de exibição",
    displayNameHint: "O que os seus clientes veem no WhatsApp.",
    category: "Categoria",
    categories: {
      retail: "Compras e varejo",
      food: "Comida e bebida",
      health: "Medicina e saúde",
      education: "Educação",
      finance: "Finanças e bancos",
      travel: "Viagem e transporte",
      services: "Serviços profissionais",
      other: "Outra",
    },
  },
  number: {
    title: "O seu número de telefone",
    lead: "Qualquer número possível serve, desde que ninguém mais o tenha conectado.",
    country: "País",
    number: "Número de telefone",
    hint: "Com um + na frente vale o código do país, seja qual for o país escolhido.",
    verification: "Como o código deve chegar a você?",
    sms: "SMS",
    voice: "Ligação",
    send: "Enviar o código",
  },
  code: {
    title: "Digite o código",
    lead: (number) => `Enviamos seis dígitos para ${number}.`,
    arrived: { sms: "SMS que chegou", voice: "O que a ligação disse" },
    code: "Código",
    again: "Enviar outro código",
    finish: "Concluir",
  },
  finished: {
    title: "O número está conectado",
    text: (number) => `${number} é seu. Esta janela se fecha sozinha; se ficar aberta, feche-a.`,
    overTitle: "Nada a fazer aqui",
    overText: "Este cadastro terminou ou não foi iniciado. Feche esta janela e continue onde ela foi aberta.",
    close: "Voltar aos seus números",
  },
};

const catalogues: Record<Language, MetaMessages> = { en, de, pt };

export const metaMessagesIn = (language: Language): MetaMessages => catalogues[language];
