import { z } from "zod";
import { mask } from "../journal/mask.js";
import type { Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";
import { sandboxPassword } from "./passwords.js";
import { plans } from "./plans.js";

const text = z.string().min(1);

const accountSchema = z
  .strictObject({
    name: text.optional().describe("The company's name."),
    user_name: text.optional().describe("The person's name."),
    email: text.optional().describe("One that belongs to an account of the partner logs in with it."),
    password: text.optional().describe(`Left out: ${sandboxPassword}.`),
  })
  .describe("Whatever is left out is taken from the link, or made up from the visit's id.");

const numberSchema = z.strictObject({
  phone_number: text,
  display_name: text.optional().describe("Left out: the company's name."),
  verification: z.enum(["sms", "voice"], { error: "expected sms or voice" }).default("sms"),
});

const countSchema = z.int().min(0).max(20);

/** What the autopilot does in the client's place. Ours, and so is every default: the real page has nothing of the kind. */
export const autopilotPlanSchema = z.strictObject({
  pace: z
    .enum(["instant", "person"], { error: "expected instant or person" })
    .default("instant")
    .describe("`instant`: without a pause. `person`: so that somebody can watch, in about 15 seconds."),
  account: z
    .union([z.enum(["new", "existing"], { error: "expected new, existing or an account" }), accountSchema])
    .optional()
    .describe(
      `\`new\`: signs up. \`existing\`: logs in the newest client whose password is ${sandboxPassword}. Left out: who is logged in in this browser; else \`new\`, or \`existing\` where the link says next=login and there is one.`,
    ),
  plan: z
    .enum(plans, { error: `expected one of ${plans.join(", ")}` })
    .optional()
    .describe("The price plan. Left out: the one that the page has chosen."),
  numbers: z
    .union([countSchema, z.array(numberSchema).max(20)])
    .optional()
    .describe(
      "Which numbers to add, or how many made-up ones; the first is the one that the link asks for. Left out: one, when the client has none.",
    ),
  permit: z
    .union([
      z.enum(["all", "none"], { error: "expected all, none or a list of phone numbers" }),
      z.array(text),
    ])
    .default("all")
    .describe("Which of the listed numbers are permitted: all, none, or these phone numbers."),
  end: z
    .enum(["confirm", "cancel", "close"], { error: "expected confirm, cancel or close" })
    .default("confirm")
    .describe("The last step: back to the partner, the page's Cancel, or the window closed without a word."),
});

export type AutopilotPlan = z.output<typeof autopilotPlanSchema>;

/** A plan as the journal shows it: nobody's password is in it. */
export const planInJournal = (plan: AutopilotPlan): Record<string, unknown> => {
  const { account } = plan;
  if (typeof account !== "object" || account.password === undefined) return plan;
  return { ...plan, account: { ...account, password: mask(account.password) } };
};

/** The autopilot of one visit. */
export interface VisitAutopilot {
  plan: AutopilotPlan;
  /** Why it plays no further; `null` while it does. */
  stopped: string | null;
}

/** A plan that waits for a partner's next visits. */
export interface ArmedAutopilot {
  partner: string;
  plan: AutopilotPlan;
  /** For how many visits; `null` until it is disarmed. */
  times: number | null;
}

/** Plans that are armed for a partner, so that an app's tests need not change the address that they open. */
export interface Autopilots {
  /** The partner's next visits play themselves by this plan; one that was armed before is replaced. */
  arm(partnerId: string, plan: AutopilotPlan, times: number | null): ArmedAutopilot;
  /** What is armed, for one partner or for all. */
  list(partnerId?: string): ArmedAutopilot[];
  /** @returns whether anything was armed. */
  disarm(partnerId: string): boolean;
  /** The plan for a visit that opens now; uses up one of its times. Part of a command. */
  take(partnerId: string): AutopilotPlan | undefined;
  /** The e-mail of the newest client that the sandbox's own password logs in. */
  knownEmail(partnerId: string): string | undefined;
}

interface ArmedRow {
  partner_id: string;
  plan: string;
  times: number | null;
}

const toArmed = ({ partner_id: partner, plan, times }: ArmedRow): ArmedAutopilot => ({
  partner,
  plan: JSON.parse(plan),
  times,
});

// Each one that is tried costs a password hash.
const newestTried = 20;

function visitsOf(times: number | null): string {
  if (times === null) return "every visit from now on";
  return times === 1 ? "the next visit" : `the next ${times} visits`;
}

export function createAutopilots(
  { store, journal }: HubContext,
  { partners, clients }: { partners: Partners; clients: Clients },
): Autopilots {
  const select = store.prepare<[string], ArmedRow>("SELECT * FROM armed_autopilots WHERE partner_id = ?");
  const remove = store.prepare<[string], never>("DELETE FROM armed_autopilots WHERE partner_id = ?");

  const note = (partner: string, summary: string, data?: Record<string, unknown>) =>
    void journal.record({ partner, kind: "note", subject: partner, summary, ...(data && { data }) });

  function find(partnerId: string): ArmedAutopilot | undefined {
    const row = select.get(partnerId);
    return row && toArmed(row);
  }

  function canLogIn(partnerId: string, email: string): boolean {
    try {
      clients.logIn(partnerId, email, sandboxPassword);
      return true;
    } catch {
      return false;
    }
  }

  return {
    arm: (partnerId, plan, times) =>
      store.transaction(() => {
        const armed = { partner: partners.get(partnerId).id, plan, times };
        store
          .prepare<[string, string, number | null], never>(
            "INSERT OR REPLACE INTO armed_autopilots (partner_id, plan, times) VALUES (?, ?, ?)",
          )
          .run(partnerId, JSON.stringify(plan), times);
        note(partnerId, `an autopilot is armed for ${visitsOf(times)}`, { plan: planInJournal(plan), times });
        return armed;
      }),
    list(partnerId) {
      if (partnerId === undefined)
        return store
          .prepare<[], ArmedRow>("SELECT * FROM armed_autopilots ORDER BY partner_id")
          .all()
          .map(toArmed);
      const armed = find(partners.get(partnerId).id);
      return armed ? [armed] : [];
    },
    disarm: (partnerId) =>
      store.transaction(() => {
        const { changes } = remove.run(partners.get(partnerId).id);
        if (changes > 0) note(partnerId, "the autopilot is disarmed");
        return changes > 0;
      }),
    take(partnerId) {
      const armed = find(partnerId);
      if (armed === undefined) return undefined;
      if (armed.times === 1) remove.run(partnerId);
      else
        store
          .prepare<[string], never>("UPDATE armed_autopilots SET times = times - 1 WHERE partner_id = ?")
          .run(partnerId);
      return armed.plan;
    },
    knownEmail: (partnerId) =>
      store
        .prepare<[string, number], string>(
          "SELECT email FROM clients WHERE partner_id = ? ORDER BY seq DESC LIMIT ?",
        )
        .pluck()
        .all(partnerId, newestTried)
        .find((email) => canLogIn(partnerId, email)),
  };
}
