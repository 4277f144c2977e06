import { z } from "zod";
import { parseDuration } from "../clock/duration.js";
import { stoppedResult } from "../webhooks/post.js";
import { sentAndAnswered, webhookRequest } from "../webhooks/request.js";
import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";
import type { Partners } from "./partners.js";
import { partnerTarget } from "./targets.js";

const texts = z.record(z.string(), z.string());

const testSchema = z.object({
  isTest: z.literal(true),
  of: z.enum(["webhook", "redirect"]),
  method: z.enum(["POST", "GET"]),
  url: z.string(),
  headers: texts,
  body: z.string().nullable(),
  /** `null` when there was no answer; `error` tells why. */
  status: z.number().nullable(),
  error: z.string().nullable(),
  answerHeaders: texts,
  answerBody: z.string(),
  /** Milliseconds on the wall. */
  tookMs: z.number(),
  /** Whether the answer counts as received, or as a page that a browser can be sent to. */
  passed: z.boolean(),
});

/** What a test of one of the partner's URLs sent, and what came back; secrets are masked. `at` is virtual. */
export type UrlTest = z.infer<typeof testSchema> & { at: number };

/** Documented: the Integration tab has a button that tests each URL. What it sends is not, so both requests are ours. */
export interface UrlTests {
  /**
   * Posts one event that says of itself that it is a test: signed and with the partner's headers like any other, but never
   * tried again. It passes the outbox by, so that a broken receiver can be tried out while real events wait.
   *
   * @returns the number of the journal entry that tells how it went.
   * @throws HubError `invalid` when no URL is set.
   */
  webhook(partnerId: string): Promise<number>;
  /**
   * Gets the redirect URL as it stands. No `client` and `channels` are added: an app would believe in them. Redirects are
   * not followed.
   */
  redirect(partnerId: string): Promise<number>;
  /** @throws HubError `not_found` when the journal has no such test (any more). */
  get(partnerId: string, entry: number): UrlTest;
}

const nothingToTest = (field: string) => invalid("There is no URL to test. Save one first.", field);

export function createUrlTests(context: HubContext, partners: Partners): UrlTests {
  const { store, journal, ids, poster } = context;

  return {
    async webhook(partnerId) {
      const partner = partners.get(partnerId);
      const target = partnerTarget(partner);
      if ("reason" in target) throw nothingToTest("webhook_url");
      const delivery = ids.event(partnerId);
      const event = partner.settings.webhook_test_event;
      const data = { partner_id: partnerId, message: "A test from the Partner Hub. Nothing happened." };
      const body = JSON.stringify({ id: delivery, event, data });
      const about = { partner: partnerId, subject: partnerId };
      const facts = { isTest: true, delivery, route: "partner", event, body };
      const summary = `${event}: a test of the partner's webhook URL`;
      const cause = journal.record({ ...about, kind: "event", summary, data: facts });
      const sent = webhookRequest({ id: delivery, body, attempts: 0 }, target);
      const result = (await poster.post(sent)) ?? stoppedResult;
      const passed = result.status !== null && target.accepts(result.status);
      const error = passed ? null : (result.error ?? `The receiver answered ${result.status}.`);
      const outcome = { attempt: 1, outcome: passed ? "delivered" : "dead", passed, error };
      return store.transaction(() =>
        journal.record({
          ...about,
          kind: "attempt",
          summary: `${event} → ${result.status ?? error} (a test)`,
          cause,
          data: { ...facts, of: "webhook", method: "POST", ...sentAndAnswered(sent, result), ...outcome },
        }),
      );
    },
    async redirect(partnerId) {
      const { redirectUrl, settings } = partners.get(partnerId);
      if (redirectUrl === null) throw nothingToTest("partner_redirect_url");
      const headers = { accept: "text/html", "user-agent": "partner-hub-sandbox" };
      const sent = { url: redirectUrl, headers, timeoutMs: parseDuration(settings.webhook_timeout) };
      const result = (await poster.get(sent)) ?? stoppedResult;
      const { status, error } = result;
      const passed = status !== null && status < 400;
      const facts = { isTest: true, of: "redirect", method: "GET", body: null };
      return store.transaction(() =>
        journal.record({
          partner: partnerId,
          subject: partnerId,
          kind: "note",
          summary: `a test of the redirect URL → ${status ?? error}`,
          data: { ...facts, ...sentAndAnswered(sent, result), error, passed },
        }),
      );
    },
    get(partnerId, entry) {
      const [found] = journal.read({ partner: partnerId, after: entry - 1, limit: 1 });
      const test = found?.seq === entry ? testSchema.safeParse(found.data) : undefined;
      if (found && test?.success) return { ...test.data, at: found.at };
      throw notFound("test", String(entry), "The journal keeps no such test (any more): test the URL again.");
    },
  };
}
