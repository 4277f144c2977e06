import { getHtml } from "./fragment.js";
import { onKey } from "./keys.js";
import { say } from "./messages.js";

/** A list, and what is selected in it: links with `data-detail` put the fragment of that address beside the list. */
const panes = document.querySelector(".two-panes");
const detail = document.getElementById("detail");

const links = () => [...document.querySelectorAll<HTMLAnchorElement>("a[data-detail]")];

async function open(link: HTMLAnchorElement): Promise<void> {
  if (detail === null) return;
  panes?.classList.add("has-detail");
  history.replaceState(null, "", link.href);
  try {
    detail.innerHTML = await getHtml(link.dataset.detail ?? "");
    detail.scrollTop = 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
  }
}

function close(): void {
  const back = detail?.querySelector<HTMLAnchorElement>("[data-close]")?.href;
  if (back === undefined) return;
  panes?.classList.remove("has-detail");
  detail?.replaceChildren();
  history.replaceState(null, "", back);
}

function move(by: number): void {
  const all = links();
  const at = all.findIndex((link) => link.matches(":focus"));
  all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
  const link = event.target.closest("a[data-detail]");
  if (link instanceof HTMLAnchorElement) {
    event.preventDefault();
    void open(link);
  } else if (event.target.closest("[data-close]") !== null) {
    event.preventDefault();
    close();
  }
});
onKey("j", () => move(1));
onKey("k", () => move(-1));
onKey("Escape", close);
