import type { Attempt } from "./attempt.js";
import { type Hearing, type Moment, momentOf } from "./call.js";
import { type ChannelStory, keyRequests, saysItRuns, valueAt } from "./channel-story.js";
import { hadTime } from "./patience.js";
import type { PartnerRecord } from "./record.js";
import { type Judgement, judgeEach } from "./rule.js";

/** What told the app that it may ask for a key, the last piece of it. */
interface LastNews extends Hearing {
  what: "redirect" | "running" | "permission";
}

/** The first moment at which the app had heard that the number runs, by a webhook that it took. */
const heardOfRunning = ({ news }: ChannelStory): Attempt | undefined =>
  news.find((one) => one.delivered && saysItRuns(one));

const heardOfGrant = ({ news }: ChannelStory): Attempt | undefined =>
  news.find(({ delivered, event }) => delivered && event === "channel_permission_granted");

const heardByRedirect = ({ redirects, id }: ChannelStory): Hearing | undefined =>
  redirects.find(({ channels, heard }) => heard !== null && channels.includes(id))?.heard ?? undefined;

/**
 * The moment at which a right app had heard all it needs of a number for the first time: that it is permitted, and that
 * it runs. `undefined` when a piece never arrived, or when the number lost one of them again.
 */
function lastNewsOf(story: ChannelStory, { end }: PartnerRecord): LastNews | undefined {
  const running = heardOfRunning(story);
  const redirect = heardByRedirect(story);
  const grant = heardOfGrant(story);
  const permission = redirect ?? grant;
  if (!running || !permission) return undefined;
  const isUsable =
    valueAt(story.running, end.seq + 1) !== false &&
    valueAt(story.permitted, end.seq + 1) !== false &&
    story.terminated === null;
  if (!isUsable) return undefined;
  const isLast = running.seq > permission.seq;
  const { began } = isLast ? running : permission;
  const what = isLast ? "running" : redirect ? "redirect" : "permission";
  return { ...momentOf(isLast ? running : permission), began, what };
}

/** The app asked for a key since, or there is one already; or its calls were broken on purpose, and it may have given up. */
const isExcused = ({ calls }: PartnerRecord, story: ChannelStory, { began }: LastNews): boolean =>
  story.keys.length > 0 ||
  keyRequests(story).some(({ wall }) => wall >= began) ||
  calls.some(({ fault, wall }) => fault !== null && wall >= began);

/** The app was busy with other numbers since, so it was not merely switched off. */
const servedOthers = ({ channels }: PartnerRecord, { id }: ChannelStory, since: Moment): boolean =>
  [...channels.values()].some(
    (other) => other.id !== id && other.keys.some(({ seq, call }) => call !== null && seq > since.seq),
  );

/**
 * Judges the numbers that were last told of in one way: forgotten are those whose key nobody ever asked for, although
 * there was time, or the app made keys for others meanwhile.
 *
 * @param says completes the sentence after the number's id.
 */
export function judgeForgotten(record: PartnerRecord, what: LastNews["what"], says: string): Judgement {
  const due = [...record.channels.values()].flatMap((story) => {
    const news = lastNewsOf(story, record);
    return news?.what === what ? [{ story, news }] : [];
  });
  return judgeEach(due, ({ story, news }) => {
    const isForgotten =
      !isExcused(record, story, news) && (hadTime(record, news) || servedOthers(record, story, news));
    if (!isForgotten) return undefined;
    return {
      says: `${story.id} ${says}, and the app never asked for its key.`,
      entries: [news.seq],
      subject: story.id,
    };
  });
}
