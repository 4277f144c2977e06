import { callApi } from "./fragment.js";
import { say } from "./messages.js";

const fieldOf = (answer: unknown, name: string): string | undefined => {
  if (typeof answer !== "object" || answer === null) return undefined;
  const value = Object.entries(answer).find(([field]) => field === name)?.[1];
  return typeof value === "string" ? value : undefined;
};

async function toggle(button: HTMLButtonElement, code: Element): Promise<void> {
  const { secretOf = "", secretField = "", masked } = button.dataset;
  if (masked !== undefined) {
    code.textContent = masked;
    delete button.dataset.masked;
    button.textContent = "Show";
    return;
  }
  try {
    const partner = await callApi("GET", `/partners/${encodeURIComponent(secretOf)}`);
    button.dataset.masked = code.textContent;
    code.textContent = fieldOf(partner, secretField) ?? "There is none.";
    button.textContent = "Hide";
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
  }
}

/** Fetches a secret when its button is pressed, and forgets it when it is pressed again. */
export function listenToSecrets(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-secret-of]") : null;
    const code = button?.parentElement?.querySelector("code");
    if (button instanceof HTMLButtonElement && code) void toggle(button, code);
  });
}
