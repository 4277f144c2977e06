import { refreshPart } from "./parts.js";

const shownSince = new WeakMap<Element, number>();

/** Shows the virtual time as it goes on, from the moment that the server told. */
function tick(): void {
  for (const time of document.querySelectorAll<HTMLElement>(".clock-bar time[data-now]")) {
    const since = shownSince.get(time) ?? performance.now();
    shownSince.set(time, since);
    const { now = "0", scale = "0" } = time.dataset;
    const moment = new Date(Number(now) + (performance.now() - since) * Number(scale)).toISOString();
    const shown = time.querySelector(".clock-time");
    if (shown && shown.textContent !== moment.slice(11, 19)) shown.textContent = moment.slice(11, 19);
  }
}

const doesRun = (bar: HTMLElement) => bar.querySelector('time[data-now]:not([data-scale="0"])') !== null;

const ticksMs = 200;
const lookMs = 1000;

/** Lets the clock of the page tick; while time runs, what comes next is asked for each second. */
export function runClock(): void {
  const bar = document.querySelector<HTMLElement>(".clock-bar");
  if (bar === null) return;
  tick();
  setInterval(tick, ticksMs);
  setInterval(() => {
    if (!document.hidden && doesRun(bar)) void refreshPart(bar);
  }, lookMs);
}
