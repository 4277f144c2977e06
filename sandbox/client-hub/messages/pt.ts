import type { Messages } from "./messages.js";

export const pt: Messages = {
  name: "Client Hub",
  languages: "Idiomas",
  partners: {
    title: "Client Hub",
    lead: "Sua conta pertence a um destes parceiros. Escolha o seu para entrar.",
    none: "Este sandbox não tem nenhum parceiro. Crie um ou inicie-o de novo.",
    unknown: (id) => `Não há um parceiro "${id}" neste sandbox.`,
    loggedInAs: (client) => `Conectado como ${client}`,
  },
  logIn: {
    title: "Entrar",
    lead: (brand) => `Veja os números que você conectou com ${brand} e quem pode usá-los.`,
    email: "E-mail",
    password: "Senha",
    submit: "Entrar",
    noAccount: (brand) =>
      `Ainda não tem conta? Ela é criada quando você conecta o primeiro número com ${brand}.`,
  },
  logOut: "Sair",
  numbers: {
    title: "Seus números",
    meaning: (brand) =>
      `Para um número compartilhado, ${brand} pode criar chaves de API e, com elas, enviar e receber mensagens.`,
    partnerPays: (brand) =>
      `${brand} paga pelos seus números; por isso eles são compartilhados desde o início.`,
    none: (brand) => `Você ainda não tem números. Conecte o primeiro a partir de ${brand}.`,
  },
  status: {
    beingSetUp: "Em preparação",
    ready: "Pronto",
    running: "Em operação",
    live: "Ativo",
    ending: "Terminando",
    ended: "Encerrado",
  },
  permission: {
    name: "Permissão",
    shared: (brand) => `Compartilhado com ${brand}`,
    notShared: (brand) => `Não compartilhado com ${brand}`,
    grant: "Compartilhar",
    revoke: "Parar de compartilhar",
    granted: (brand) => `${brand} agora pode criar chaves de API para este número.`,
    revoked: (brand) => `${brand} não pode mais criar chaves de API para este número.`,
    askPartner: (brand) => `Fale com ${brand} se quiser encerrar isso: ${brand} paga pelo número.`,
  },
  apiKey: {
    name: "Chave de API",
    create: "Criar chave própria",
    sharedNotice: (brand) =>
      `Este número foi compartilhado com seu parceiro de integração ${brand}, que cria a chave.`,
    notRunning: "Você pode criar uma chave assim que o número estiver em operação.",
    endsOlder: "Uma chave nova encerra imediatamente todas as anteriores deste número.",
    created: "Sua chave de API. Copie-a agora: ela é mostrada só desta vez.",
    address: "Endereço",
  },
  cancellation: {
    name: "Contrato",
    none: "Vale até você cancelar",
    endsOn: (date) => `Cancelado, termina em ${date}`,
    endedOn: (date) => `Encerrado em ${date}`,
    open: "Cancelar este número…",
    explanation: (date) =>
      `Ele continua até o fim do mês, termina em ${date} e depois não envia nem recebe mais nada. Até lá você pode voltar atrás.`,
    request: "Cancelar o número",
    withdraw: "Retirar o cancelamento",
    requested: (date) => `O número foi cancelado e termina em ${date}.`,
    withdrawn: "O cancelamento foi retirado. O número continua.",
  },
  refused: {
    forbidden: "Isso não pode ser alterado por você agora. A página mostra a situação atual.",
    not_running: "O número ainda não está em operação; por isso não pode ter chave.",
    conflict: "O número já foi encerrado.",
    not_found: "Este número não é um dos seus.",
  },
};
