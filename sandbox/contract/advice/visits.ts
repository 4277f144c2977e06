import { text } from "../data.js";
import { type Advice, counted, type Finder, newestOf } from "./advice.js";

/** Pages that did not open: most often a link without a redirect URL, or to a partner that does not exist. */
export const refusedLinks: Finder = ({ pages }) => {
  const opened = pages.filter(
    ({ method, path }) => method === "GET" && /^\/(dashboard\/app|onboarding)\//.test(path),
  );
  const last = opened.at(-1);
  if (!last || last.status === null || last.status < 400) return [];
  const refused = opened.filter(({ status }) => status !== null && status >= 400);
  return [
    {
      says: `The permissions page did not open (${last.status}, ${counted(refused.length, "time")}).`,
      severity: "wrong",
      entries: newestOf(refused),
      subject: null,
      mend: "Open the link in a browser: the page says why. Most often the partner has no redirect URL, and the link carries none.",
    },
  ];
};

/** Clients that came out at the Client Hub instead of at the app. */
export const noWayBack: Finder = ({ redirects }) => {
  const last = redirects.at(-1);
  if (!last || !URL.canParse(last.url) || !new URL(last.url).pathname.startsWith("/client-hub")) return [];
  return [
    {
      says: "The client was sent to the Client Hub: the partner has no redirect URL, and the link carries none.",
      severity: "wrong",
      entries: [last.seq],
      subject: last.client,
      mend: "Set partner_redirect_url with PATCH …/partners/{partner_id}, or add redirect_url to the link.",
    },
  ];
};

/** The page was opened again and again, and nobody came back. */
export const nobodyReturned: Finder = ({ entries, redirects }) => {
  const opened = entries.filter(
    ({ kind, data, summary }) =>
      kind === "visit" && text(data.visit) !== "" && summary.endsWith("opens the permissions page"),
  );
  if (opened.length < 2 || redirects.length > 0) return [];
  return [
    {
      says: `The permissions page was opened ${opened.length} times, and nobody has come back to your app yet.`,
      severity: "look",
      entries: newestOf(opened),
      subject: null,
      mend: "Go through it to the end once: the redirect comes with its last step.",
    },
  ];
};

/** Clients came back to an app that has not asked the hub anything. */
export const silentApp: Finder = ({ redirects, calls }): Advice[] => {
  const followed = redirects.filter(({ heard }) => heard !== null);
  const last = followed.at(-1);
  if (!last || calls.length > 0) return [];
  return [
    {
      says: `${counted(followed.length, "redirect")} went to your app, and it has not called the hub yet.`,
      severity: "info",
      entries: [last.seq],
      subject: last.client,
      mend: "Once the number runs, ask for its key: POST …/channels/{channel_id}/api_keys.",
    },
  ];
};
