import { isConfirmed } from "./confirm.js";
import { callApi } from "./fragment.js";
import { announceChange } from "./journal-news.js";
import { hush, say } from "./messages.js";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws SyntaxError that names the field. */
function readField(field: Field): unknown {
  if (!("json" in field.dataset)) {
    if (field instanceof HTMLInputElement && field.type === "checkbox" && field.value === "true") return true;
    return field instanceof HTMLInputElement && field.type === "number" ? Number(field.value) : field.value;
  }
  try {
    return JSON.parse(field.value);
  } catch {
    const label = field.labels?.[0]?.firstChild?.textContent?.trim() ?? field.name;
    throw new SyntaxError(`${label} is no JSON. An example: ${field.getAttribute("placeholder") ?? "{}"}`);
  }
}

/** Puts a value at a dotted path: `fault.times` becomes `{ fault: { times } }`. */
function put(body: Record<string, unknown>, path: string, value: unknown): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const within = body[name];
  const inner = isObject(within) ? { ...within } : {};
  put(inner, rest.join("."), value);
  body[name] = inner;
}

function bodyOf(form: HTMLFormElement): Record<string, unknown> {
  const given: unknown = JSON.parse(form.dataset.body ?? "{}");
  const body = isObject(given) ? { ...given } : {};
  for (const field of form.elements) {
    if (!isField(field) || field.name === "" || field.value.trim() === "") continue;
    if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type) && !field.checked)
      continue;
    const names = field.name.split(",");
    if (names.length === 1) put(body, field.name, readField(field));
    else
      field.value.split(",").forEach((value, index) => {
        body[names[index] ?? ""] = value;
      });
  }
  return body;
}

async function send(form: HTMLFormElement): Promise<void> {
  const [method = "POST", path = ""] = (form.dataset.call ?? "").split(" ");
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  hush();
  form.ariaBusy = "true";
  // Not `disabled`: that would take the focus away.
  button?.setAttribute("aria-disabled", "true");
  try {
    await callApi(method, path, bodyOf(form));
    if (form.dataset.done !== undefined) say(form.dataset.done, "good");
    // What is typed has been said; left in its fields it would be taken for something still to be sent.
    if ("clear" in form.dataset) form.reset();
    if (form.dataset.then !== undefined) location.assign(form.dataset.then);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
  } finally {
    form.ariaBusy = "false";
    button?.removeAttribute("aria-disabled");
    announceChange();
  }
}

async function sendOnceConfirmed(form: HTMLFormElement): Promise<void> {
  const { confirm, confirmVerb = "Go on" } = form.dataset;
  if (confirm === undefined || (await isConfirmed(confirm, confirmVerb))) await send(form);
}

/** Sends forms with `data-call` to the control API; a second press while the first is under way does nothing. */
export function listenToCalls(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.call === undefined) return;
    event.preventDefault();
    // Time moves for everybody: while it is on its way, no other button of the bar is good for anything.
    const busy = form.closest(".clock-bar")?.querySelector("form[aria-busy=true]");
    if (form.ariaBusy !== "true" && !busy) void sendOnceConfirmed(form);
  });
}
