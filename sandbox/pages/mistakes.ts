import type { ClientMistake, HubError } from "../hub/errors.js";
import type { Language } from "./languages.js";

type Texts = Record<ClientMistake, string | ((value: string) => string)>;

const de: Texts = {
  company_name_empty: "Der Firmenname fehlt. Geben Sie den Namen der Firma ein.",
  person_name_empty: "Ihr Name fehlt. Geben Sie Ihren eigenen Namen ein.",
  email_shape: (value) => `„${value}“ ist keine E-Mail-Adresse. Schreiben Sie sie wie name@firma.example.`,
  email_free_mail: (value) =>
    `„${value}“ gehört zu einem Freemail-Dienst. Nehmen Sie eine Adresse Ihrer eigenen Domain.`,
  email_taken: (value) =>
    `„${value}“ gehört schon zu einem Konto. Melden Sie sich damit an, oder nehmen Sie eine andere Adresse.`,
  email_of_partner: (value) =>
    `„${value}“ ist das Konto des Partners selbst. Nehmen Sie eine andere Adresse.`,
  password_short: "Das Passwort hat weniger als 8 Zeichen. Wählen Sie ein längeres.",
  login_wrong: "Zu dieser E-Mail-Adresse und diesem Passwort gibt es kein Konto.",
  plan_unknown: (value) => `Es gibt keinen Tarif „${value}“. Wählen Sie einen der Liste.`,
  plan_open: "Es ist noch kein Tarif gewählt. Wählen Sie einen und bezahlen Sie; danach kommen die Nummern.",
  terms_open: "Die Nutzungsbedingungen sind nicht akzeptiert. Setzen Sie den Haken, um fortzufahren.",
  card_unknown: "Das ist keine Testkarte, und andere nimmt die Sandbox nicht. Wählen Sie eine Testkarte.",
  card_declined: "Die Bank hat die Karte abgelehnt, wie immer bei dieser Testkarte. Nehmen Sie eine andere.",
  card_insufficient_funds:
    "Die Karte ist nicht gedeckt, wie immer bei dieser Testkarte. Nehmen Sie eine andere.",
  phone_shape: (value) =>
    `„${value}“ ist keine Telefonnummer. Schreiben Sie sie mit Landesvorwahl, wie +49 151 00000042.`,
  phone_taken: (value) => `${value} ist schon verbunden. Nehmen Sie eine andere Nummer.`,
  no_number_yet: "Es ist noch keine Nummer verbunden. Fügen Sie eine hinzu, um fortzufahren.",
  display_name_empty: "Der Anzeigename fehlt. Geben Sie den Namen ein, den Ihre Kunden sehen.",
  business_name_empty: "Das neue Unternehmensportfolio hat keinen Namen. Geben Sie den Namen der Firma ein.",
  waba_name_empty: "Das neue WhatsApp-Business-Konto hat keinen Namen. Geben Sie einen ein.",
  waba_elsewhere: (value) =>
    `Das Konto ${value} gehört zu einem anderen Portfolio. Wählen Sie dieses, oder legen Sie ein neues Konto an.`,
  code_wrong: (value) =>
    `„${value}“ ist nicht der gesendete Code. Geben Sie den angezeigten ein, oder fordern Sie einen neuen an.`,
  numbers_blocked: "Der Partner nimmt zurzeit keine neuen Nummern an.",
  numbers_by_partner_only: "Weitere Nummern fügt nur der Partner hinzu. Fragen Sie ihn.",
  numbers_at_most: (value) => `Mehr als ${value} Nummern sind nicht möglich. Fragen Sie den Partner.`,
};

const pt: Texts = {
  company_name_empty: "Falta o nome da empresa. Escreva o nome da empresa.",
  person_name_empty: "Falta o seu nome. Escreva o seu próprio nome.",
  email_shape: (value) => `“${value}” não é um endereço de e-mail. Escreva-o como nome@empresa.example.`,
  email_free_mail: (value) =>
    `“${value}” é de um serviço de e-mail gratuito. Use um endereço do domínio da sua empresa.`,
  email_taken: (value) => `“${value}” já pertence a uma conta. Entre com ele ou use outro endereço.`,
  email_of_partner: (value) => `“${value}” é a conta do próprio parceiro. Use outro endereço.`,
  password_short: "A senha tem menos de 8 caracteres. Escolha uma mais longa.",
  login_wrong: "Não há conta com este e-mail e esta senha.",
  plan_unknown: (value) => `Não há um plano “${value}”. Escolha um da lista.`,
  plan_open: "Ainda não há um plano escolhido. Escolha um e pague; os números vêm depois.",
  terms_open: "Os termos de serviço não foram aceitos. Marque a caixa para continuar.",
  card_unknown: "Este não é um cartão de teste, e o sandbox não aceita outro. Escolha um cartão de teste.",
  card_declined: "O banco recusou o cartão, como sempre com este cartão de teste. Use outro.",
  card_insufficient_funds: "O cartão não tem saldo, como sempre com este cartão de teste. Use outro.",
  phone_shape: (value) =>
    `“${value}” não é um número de telefone. Escreva-o com o código do país, como +49 151 00000042.`,
  phone_taken: (value) => `${value} já está conectado. Use outro número.`,
  no_number_yet: "Ainda não há número conectado. Adicione um para continuar.",
  display_name_empty: "Falta o nome de exibição. Escreva o nome que os seus clientes verão.",
  business_name_empty: "O novo portfólio empresarial não tem nome. Escreva o nome da empresa.",
  waba_name_empty: "A nova conta WhatsApp Business não tem nome. Escreva um.",
  waba_elsewhere: (value) => `A conta ${value} pertence a outro portfólio. Escolha-o ou crie uma conta nova.`,
  code_wrong: (value) => `“${value}” não é o código enviado. Digite o mostrado ou peça outro.`,
  numbers_blocked: "O parceiro não aceita números novos no momento.",
  numbers_by_partner_only: "Só o parceiro adiciona mais números. Fale com ele.",
  numbers_at_most: (value) => `Não é possível ter mais de ${value} números. Fale com o parceiro.`,
};

const translations: Record<Exclude<Language, "en">, Texts> = { de, pt };

/** What a client reads of an error: in English the hub's own words, which name value and remedy. */
export function sayMistake({ message, mistake, value = "" }: HubError, language: Language): string {
  if (language === "en" || mistake === undefined) return message;
  const text = translations[language][mistake];
  return typeof text === "string" ? text : text(value);
}
