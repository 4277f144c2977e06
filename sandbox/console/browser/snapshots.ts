import { isConfirmed } from "./confirm.js";
import { callApi } from "./fragment.js";
import { announceChange } from "./journal-news.js";
import { say } from "./messages.js";
import { forgetSnapshot, type KeptSnapshot, keepSnapshot, keptSnapshots } from "./snapshot-store.js";

interface Snapshot {
  taken_at: string;
  partners: unknown[];
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== "object" || value === null) return false;
  return (
    "taken_at" in value &&
    typeof value.taken_at === "string" &&
    "partners" in value &&
    Array.isArray(value.partners)
  );
}

/** `23 Nov 2026, 09:12`, as the reader's own clock has it. */
const shownTime = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

function readSnapshot(text: string, name: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${name} is no snapshot: it is no JSON.`);
  }
  if (isSnapshot(value)) return value;
  throw new Error(`${name} is no snapshot of a sandbox. Take one with "Download as a file".`);
}

async function restore(text: string, name: string): Promise<void> {
  const snapshot = readSnapshot(text, name);
  const says = `Everything goes back to ${name}, taken ${shownTime(snapshot.taken_at)}. What happened since then, at all partners, is lost: data, timeline, deliveries, faults and time.`;
  if (!(await isConfirmed(says, "Put back"))) return;
  await callApi("PUT", "/snapshot", snapshot);
  say(`Everything is as it was at ${name}.`, "good");
  announceChange();
}

async function keep(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>("input[name=name]");
  const name = field?.value.trim() ?? "";
  if (name === "") return;
  const snapshot = await callApi("GET", "/snapshot");
  if (!isSnapshot(snapshot)) throw new Error("The sandbox answered with something else than a snapshot.");
  const { taken_at: takenAt, partners } = snapshot;
  await keepSnapshot({ name, takenAt, partners: partners.length, text: JSON.stringify(snapshot) });
  form.reset();
  say(`Kept as ${name}.`, "good");
  await showKept();
}

/** Does what a button asks; what goes wrong is said. */
async function doing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
  }
}

async function forget(name: string): Promise<void> {
  await forgetSnapshot(name);
  await showKept();
}

function rowOf(template: HTMLTemplateElement, { name, takenAt, partners, text }: KeptSnapshot): Node {
  const row = template.content.cloneNode(true);
  if (!(row instanceof DocumentFragment)) return row;
  const put = (selector: string, words: string) => {
    const place = row.querySelector(selector);
    if (place) place.textContent = words;
  };
  put("[data-kept-name]", name);
  put(
    "[data-kept-about]",
    `${shownTime(takenAt)} · ${partners === 1 ? "1 partner" : `${partners} partners`}`,
  );
  const button = (selector: string, label: string, press: () => Promise<void>) => {
    const found = row.querySelector<HTMLButtonElement>(selector);
    if (!found) return;
    found.ariaLabel = label;
    found.addEventListener("click", () => void doing(press()));
  };
  button("[data-restore]", `Put back ${name}`, () => restore(text, name));
  button("[data-forget]", `Forget ${name}`, () => forget(name));
  return row;
}

async function showKept(): Promise<void> {
  const list = document.getElementById("kept");
  const template = document.getElementById("kept-row");
  const none = document.getElementById("kept-none");
  if (list === null || none === null || !(template instanceof HTMLTemplateElement)) return;
  const all = await keptSnapshots();
  none.hidden = all.length > 0;
  list.replaceChildren(...all.map((kept) => rowOf(template, kept)));
}

async function restoreFile(form: HTMLFormElement): Promise<void> {
  const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
  if (!file) return;
  await restore(await file.text(), file.name);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (!("keep" in form.dataset) && !("restoreFile" in form.dataset)) return;
  event.preventDefault();
  void doing("keep" in form.dataset ? keep(form) : restoreFile(form));
});
void doing(showKept());
