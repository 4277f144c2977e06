import { formatDuration } from "../clock/duration.js";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `5 Jan`, in UTC like every time of the console. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** `09:00:03` */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** `09:00:03.120` */
export const exactTimeOf = (at: number): string => new Date(at).toISOString().slice(11, 23);

/** `5 Jan 2026 09:00:03.120` */
export const momentOf = (at: number): string =>
  `${dayOf(at)} ${new Date(at).getUTCFullYear()} ${exactTimeOf(at)}`;

/** `in 10s`, `now` */
export function fromNow(at: number, now: number): string {
  const ms = at - now;
  if (ms <= 0) return "now";
  return `in ${formatDuration(ms < 1000 ? ms : Math.round(ms / 1000) * 1000)}`;
}
