/** What a step of a scenario is called in a test. */
const methods: Record<string, (alias: string) => string> = {
  client_opens: () => ".opens()",
  client_signs_up: () => ".signsUp()",
  client_logs_in: () => ".logsIn()",
  client_pays: () => ".pays()",
  client_adds: (alias) => `.adds("${alias}")`,
  client_refuses: () => ".refuses(…)",
  client_confirms: () => ".confirms()",
};

/** Puts the methods of a test where a message names steps of a scenario: `client_adds: shop` becomes `.adds("shop")`. */
export const inTestWords = (message: string): string =>
  message.replace(/`(client_\w+)(?:: (\w+))?`/g, (whole, verb: string, alias = "…") => {
    const method = methods[verb];
    return method ? `\`${method(alias)}\`` : whole;
  });
