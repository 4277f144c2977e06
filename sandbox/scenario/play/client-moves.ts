import type { Client } from "../../hub/clients.js";
import type { Visit } from "../../hub/visit.js";
import { type Stage, StepError } from "./stage.js";

/** What a client can do, step by step as its browser would. Each throws {@link StepError} when it is not its turn. */
export interface ClientMoves {
  /** @param bare goes there by a link that carries nothing, without the app. */
  open(client: string, bare: boolean): Promise<void>;
  /** Clicks Connect, and no window opens. */
  clickBlocked(client: string): Promise<void>;
  signUp(client: string): void;
  logIn(client: string): void;
  pay(client: string, plan: string): void;
  add(numbers: readonly string[]): void;
  /** Ticks or unticks numbers on the permission screen. */
  choose(numbers: readonly string[], permitted: boolean): void;
  /** Unticks numbers that were permitted before this visit. */
  revoke(numbers: readonly string[]): void;
  confirm(client: string): void;
  return(client: string, how: ReturnOptions): Promise<void>;
  closePopup(client: string): Promise<void>;
  /** Changes permissions without a visit, and without a redirect. */
  changeInHub(client: string, grants: readonly string[], revokes: readonly string[]): void;
  cancelNumbers(numbers: readonly string[]): void;
  withdrawCancellation(numbers: readonly string[]): void;
  /** A key for the client itself, in its Client Hub; it ends every other. */
  createOwnKey(number: string): void;
}

export interface ReturnOptions {
  /** 4xx is right too. */
  may_refuse: boolean;
  /** Under this machine's other name. */
  other_host: boolean;
}

const otherNames: Record<string, string> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };

/** The same address under the other name of this machine, which is another origin. */
function underOtherName(address: string): string {
  const url = new URL(address);
  const other = otherNames[url.hostname];
  if (other === undefined) {
    throw new StepError(`${url.hostname} has no other name here: \`other_host\` needs an app on localhost.`);
  }
  url.hostname = other;
  return url.href;
}

const excerpt = (text: string) =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 160);

export function createClientMoves(stage: Stage): ClientMoves {
  const { hub } = stage;
  const { visits, clients, clientHub } = hub;

  /** The client as the hub has it. @throws StepError before it has signed up. */
  function account(alias: string): Client {
    const { id } = stage.player(alias);
    if (id !== undefined) return clients.get(stage.hubOf(alias).partnerId, id);
    throw new StepError(`${alias} has no account yet: put \`client_signs_up: ${alias}\` before this step.`);
  }

  const ownNumber = (number: string) => ({
    client: account(stage.plan(number).client),
    channelId: stage.channel(number).id,
  });

  function addOne(number: string): void {
    const { client, phone, displayName, life } = stage.plan(number);
    const player = stage.player(client);
    const here = stage.visitAt(client, ["numbers", "permission"]);
    const visit = here.screen === "permission" ? visits.addAnother(here) : here;
    player.visit = visits.addNumber(visit, { phoneNumber: phone, phoneName: displayName, life });
    const id = player.visit.added.find((one) => !visit.added.includes(one));
    if (id !== undefined) stage.added(number, id);
  }

  /** The permission screen lists all of the client's numbers, so it has to be done with adding first. */
  function atPermissions(client: string): Visit {
    const here = stage.visitAt(client, ["numbers", "permission"]);
    const visit = here.screen === "numbers" ? visits.finishNumbers(here) : here;
    stage.player(client).visit = visit;
    return visit;
  }

  function choose(numbers: readonly string[], permitted: boolean): void {
    for (const number of numbers) {
      const { client } = stage.plan(number);
      atPermissions(client);
      stage.player(client).choices.set(stage.channel(number).id, permitted);
    }
  }

  function decide(client: string): Visit {
    const visit = atPermissions(client);
    const { choices } = stage.player(client);
    const ticked = visits.numbers(visit).filter((channel) => choices.get(channel.id) ?? channel.permitted);
    return visits.decide(
      visit,
      ticked.map(({ id }) => id),
    );
  }

  return {
    async open(client, bare) {
      const player = stage.player(client);
      const { partnerId, app } = stage.hubOf(client);
      const opened = app && !bare ? await app.clickConnect(client) : {};
      // A real window has opened its visit itself.
      player.visit =
        "visitId" in opened ? visits.get(partnerId, opened.visitId) : visits.open(partnerId, opened);
      player.choices.clear();
    },
    async clickBlocked(client) {
      stage.note(client, "the client clicks Connect, and the browser blocks the popup");
      const { partnerId, app } = stage.hubOf(client);
      const opened = await app?.clickConnect(client);
      if (!opened || !("visitId" in opened)) return;
      // A real window cannot be blocked from here: it is closed before anybody saw it.
      visits.cancel(visits.get(partnerId, opened.visitId));
      await app?.closeWindow?.(client);
    },
    signUp(client) {
      const player = stage.player(client);
      const { name, email, password } = player.plan;
      player.visit = visits.signUp(stage.visitAt(client, ["sign-up", "log-in"]), { name, email, password });
      player.id = player.visit.clientId ?? undefined;
    },
    logIn(client) {
      const player = stage.player(client);
      const { email, password } = player.plan;
      player.visit = visits.logIn(stage.visitAt(client, ["sign-up", "log-in"]), { email, password });
      player.id = player.visit.clientId ?? undefined;
    },
    pay(client, plan) {
      stage.player(client).visit = visits.pay(stage.visitAt(client, ["payment"]), {
        plan,
        acceptsTerms: true,
      });
    },
    add: (numbers) => {
      for (const number of numbers) addOne(number);
    },
    choose,
    revoke(numbers) {
      const granted = numbers.find((number) => !stage.channel(number).permitted);
      if (granted !== undefined) {
        throw new StepError(
          `${granted} is not permitted now, so there is nothing to revoke. For a new number write \`client_refuses\`.`,
        );
      }
      choose(numbers, false);
    },
    confirm(client) {
      const visit = stage.visitAt(client, ["numbers", "permission"]);
      stage.player(client).visit = visit.billing === "direct" ? decide(client) : visits.finishNumbers(visit);
    },
    async return(client, how) {
      const result = stage.player(client).visit?.result;
      if (!result)
        throw new StepError(
          `${client} has nothing to return with: put \`client_confirms: ${client}\` before this step.`,
        );
      const { app } = stage.hubOf(client);
      if (!app) return;
      const address = how.other_host ? underOtherName(result) : result;
      const { status, text } = await app.follow(client, address);
      // A real window has stayed at the hub, since this was not where the hub sent it.
      if (how.other_host) await app.closeWindow?.(client);
      stage.note(client, `the browser is back at the app → ${status}`);
      if (status < 200 || status > (how.may_refuse ? 499 : 299)) {
        throw new StepError(`The app answered the redirect with ${status}: ${excerpt(text)} (${address})`);
      }
    },
    async closePopup(client) {
      const { visit } = stage.player(client);
      if (!visit) throw new StepError(`${client} has no open visit: put \`client_opens\` before this step.`);
      stage.player(client).visit = visits.cancel(visit);
      await stage.hubOf(client).app?.closeWindow?.(client);
    },
    changeInHub(alias, grants, revokes) {
      const client = account(alias);
      clientHub.open(client);
      clientHub.change(client, {
        grant: grants.map((number) => stage.channel(number).id),
        revoke: revokes.map((number) => stage.channel(number).id),
      });
    },
    cancelNumbers(numbers) {
      for (const { client, channelId } of numbers.map(ownNumber)) {
        clientHub.requestCancellation(client, channelId);
      }
    },
    withdrawCancellation(numbers) {
      for (const { client, channelId } of numbers.map(ownNumber)) {
        clientHub.withdrawCancellation(client, channelId);
      }
    },
    createOwnKey(number) {
      const { client, channelId } = ownNumber(number);
      clientHub.createKey(client, channelId);
    },
  };
}
