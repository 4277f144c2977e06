import type { Plan } from "../hub/plans.js";
import { type HappeningInput, readStep } from "./steps.js";
import { pointAt } from "./story-error.js";
import type { TestStage } from "./test-stage.js";

/** Aliases of numbers, one by one or in a list. */
type Numbers = readonly (string | readonly string[])[];

/** How a client comes back to the app. */
export interface ReturnOptions {
  /** The app may answer with 4xx too; without it, only 2xx is right. */
  mayRefuse?: boolean | undefined;
  /** Under this machine's other name (localhost, 127.0.0.1): another origin, without its cookies. */
  otherHost?: boolean | undefined;
}

/** A whole onboarding: everything that is left out is done the usual way. */
export interface OnboardingOptions {
  /** Which numbers it adds; all that were named for it and are not there yet, when left out. */
  adds?: readonly string[] | undefined;
  /** Which of them it permits, with Direct Payment; all of those that it adds, when left out. */
  grants?: readonly string[] | undefined;
  plan?: Plan | undefined;
}

/** What a client does. Each waits until hub and app have come to rest, and the next one can be written right after it. */
export interface ClientVerbs {
  /** Clicks Connect in the app. With a link, such as the one that the app's own code makes, it follows that. */
  opens(link?: string): Chapter;
  /** Clicks Connect, and the browser blocks the popup. */
  opensBlocked(): Chapter;
  signsUp(): Chapter;
  logsIn(): Chapter;
  /** Direct Payment only. */
  pays(plan?: Plan): Chapter;
  /** Adds numbers; one that nobody has named yet is made up. */
  adds(...numbers: Numbers): Chapter;
  /** Ticks numbers on the permission screen (Direct Payment only). */
  grants(...numbers: Numbers): Chapter;
  /** Leaves numbers unticked. */
  refuses(...numbers: Numbers): Chapter;
  /** Unticks numbers that were permitted before. */
  revokes(...numbers: Numbers): Chapter;
  /** Sends the last screen. */
  confirms(): Chapter;
  /** Its browser follows the redirect to the app. */
  returns(options?: ReturnOptions): Chapter;
  closesPopup(): Chapter;
  /** Changes permissions in the Client Hub, without a visit and without a redirect. */
  changes(permissions: { grants?: readonly string[]; revokes?: readonly string[] }): Chapter;
  cancels(...numbers: Numbers): Chapter;
  withdrawsCancellation(...numbers: Numbers): Chapter;
  /** Makes a key of its own in the Client Hub, which ends the app's. */
  createsOwnKey(number: string): Chapter;
  /** From the click on Connect to the way back: signs up or logs in, pays if it has to, adds, permits, confirms. */
  onboards(options?: OnboardingOptions): Chapter;
}

/** What was told so far; `await` it, or write the next verb. */
export type Chapter = Promise<void> & ClientVerbs;

/** What a client types in the hosted pages. */
export interface ClientAccount {
  /** The company's name. */
  name: string;
  /** The person's name. */
  userName: string;
  email: string;
  password: string;
}

/** A client of the partner. */
export interface TestClient extends ClientVerbs {
  readonly alias: string;
  /** Its id at the hub. @throws StoryError before it has signed up. */
  readonly id: string;
  readonly account: ClientAccount;
}

type Tell = (step: () => Promise<void>) => Chapter;

/** Plays a step of the scenario language. */
export const play = (stage: TestStage, step: HappeningInput): Promise<void> =>
  stage.act(async () => {
    const { billing } = stage.sandbox.hub.partners.get(stage.partnerId);
    for (const act of readStep(step, stage.cast.names(billing))) await act.play(stage.game);
  });

const listOf = (numbers: Numbers): string[] => numbers.flat();

function addUnknown({ cast }: TestStage, client: string, numbers: readonly string[]): void {
  for (const alias of numbers) if (!cast.numbers.has(alias)) cast.addNumber(client, alias, {});
}

/** The numbers of a client that are named and not at the hub yet. */
function numbersToAdd(stage: TestStage, client: string): string[] {
  const there = new Set(stage.aliases().values());
  const own = [...stage.cast.numbers.values()].filter((plan) => plan.client === client);
  return own.map(({ alias }) => alias).filter((alias) => !there.has(alias));
}

async function onboard(stage: TestStage, client: string, options: OnboardingOptions): Promise<void> {
  const step = (one: HappeningInput) => play(stage, one);
  const { billing } = stage.sandbox.hub.partners.get(stage.partnerId);
  const { adds = numbersToAdd(stage, client), grants = adds, plan = "regular" } = options;
  addUnknown(stage, client, adds);
  const isKnown = stage.stage.player(client).id !== undefined;
  await step({ client_opens: client });
  await step(isKnown ? { client_logs_in: client } : { client_signs_up: client });
  if (stage.stage.player(client).visit?.screen === "payment") await step({ client_pays: { client, plan } });
  if (adds.length > 0) await step({ client_adds: [...adds] });
  const refused = adds.filter((alias) => !grants.includes(alias));
  if (billing === "direct" && grants.length > 0) await step({ client_grants: [...grants] });
  if (billing === "direct" && refused.length > 0) await step({ client_refuses: refused });
  await step({ client_confirms: client });
  if (stage.app.current()) await step({ client_returns: client });
}

function verbsOf(stage: TestStage, client: string, tell: Tell): ClientVerbs {
  const step = (input: HappeningInput) => tell(() => play(stage, input));
  return {
    opens: (link) =>
      tell(() => {
        if (link !== undefined) stage.app.useLink(client, link);
        return play(stage, { client_opens: client });
      }),
    opensBlocked: () => step({ client_opens: { client, blocked: true } }),
    signsUp: () => step({ client_signs_up: client }),
    logsIn: () => step({ client_logs_in: client }),
    pays: (plan = "regular") => step({ client_pays: { client, plan } }),
    adds: (...numbers) =>
      tell(() => {
        addUnknown(stage, client, listOf(numbers));
        return play(stage, { client_adds: listOf(numbers) });
      }),
    grants: (...numbers) => step({ client_grants: listOf(numbers) }),
    refuses: (...numbers) => step({ client_refuses: listOf(numbers) }),
    revokes: (...numbers) => step({ client_revokes: listOf(numbers) }),
    confirms: () => step({ client_confirms: client }),
    returns: ({ mayRefuse = false, otherHost = false } = {}) =>
      step({ client_returns: { client, may_refuse: mayRefuse, other_host: otherHost } }),
    closesPopup: () => step({ client_closes_popup: client }),
    changes: ({ grants = [], revokes = [] }) =>
      step({ client_hub: { client, grants: [...grants], revokes: [...revokes] } }),
    cancels: (...numbers) => step({ client_cancels: listOf(numbers) }),
    withdrawsCancellation: (...numbers) => step({ client_withdraws_cancellation: listOf(numbers) }),
    createsOwnKey: (number) => step({ client_creates_own_key: number }),
    onboards: (options = {}) => tell(() => onboard(stage, client, options)),
  };
}

/** A client with its verbs. */
export function createClient(stage: TestStage, alias: string): TestClient {
  function after(before: Promise<void>): Tell {
    return function tell(step) {
      const pointing = pointAt(tell);
      const told = before.then(() => step().catch(pointing));
      return Object.assign(told, verbsOf(stage, alias, after(told)));
    };
  }
  const { name, email, password } = stage.cast.client(alias);
  return {
    ...verbsOf(stage, alias, after(Promise.resolve())),
    alias,
    account: { name, userName: stage.cast.person(alias), email, password },
    get id() {
      return stage.id(alias);
    },
  };
}
