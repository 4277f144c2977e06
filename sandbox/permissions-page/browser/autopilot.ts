// Plays the client on this page: it fills and submits the real forms. What it does is decided by the server, for each page.
import type { AutopilotScript, Move } from "../autopilot-script.js";
import { isLeft, takeOver, whenTakenOver } from "./autopilot-hand-over.js";
import { type Hand, instantHand, personsHand } from "./autopilot-hands.js";

const find = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);

function need(testId: string): HTMLElement {
  const element = find(testId);
  if (element === null) throw new Error(`This page has no "${testId}".`);
  return element;
}

/** A form whose target is another window is submitted in this one. */
async function submitHere(hand: Hand, testId: string): Promise<void> {
  const form = need(testId);
  if (!(form instanceof HTMLFormElement)) throw new Error(`"${testId}" is no form.`);
  const button = form.querySelector<HTMLElement>("button, input[type=submit]");
  if (button !== null) await hand.point(button);
  form.removeAttribute("target");
  // Not by a click or requestSubmit(): the page would open its window then.
  form.submit();
}

async function act(hand: Hand, move: Move): Promise<void> {
  switch (move.do) {
    case "type": {
      const field = find(move.into);
      if (field instanceof HTMLInputElement) return hand.type(field, move.value);
      if (move.ifThere) return;
      throw new Error(`This page has no field "${move.into}".`);
    }
    case "set": {
      const box = need(move.control);
      if (!(box instanceof HTMLInputElement)) throw new Error(`"${move.control}" is no box.`);
      return box.checked === move.checked ? undefined : hand.click(box);
    }
    case "copy": {
      const field = need(move.into);
      if (!(field instanceof HTMLInputElement)) throw new Error(`"${move.into}" is no field.`);
      return hand.type(field, need(move.from).textContent?.trim() ?? "");
    }
    case "click":
      return hand.click(need(move.control));
    case "submit-here":
      return submitHere(hand, move.form);
    case "close":
      window.close();
  }
}

function showBadge({ texts }: AutopilotScript): HTMLElement {
  const badge = document.createElement("p");
  badge.className = "autopilot-badge";
  badge.dataset.testid = "autopilot";
  badge.role = "status";
  badge.textContent = texts.on;
  document.body.append(badge);
  return badge;
}

function showOff(badge: HTMLElement, { texts }: AutopilotScript, reason?: string | null): void {
  badge.classList.add("is-off");
  badge.textContent = texts.off;
  // What a form was refused for stands beside its field already.
  if (!reason || find("error") !== null) return;
  const text = document.createElement("span");
  text.lang = "en";
  text.textContent = reason;
  badge.append(text);
}

async function play(script: AutopilotScript): Promise<void> {
  const badge = showBadge(script);
  if (script.stopped !== null || isLeft(script.visit)) return showOff(badge, script, script.stopped);
  let isMine = true;
  const letGo = (reason?: string) => {
    isMine = false;
    takeOver(script.visit);
    showOff(badge, script, reason);
  };
  whenTakenOver(() => letGo());
  const hand = script.pace === "person" ? personsHand(() => isMine) : instantHand;
  try {
    for (const move of script.moves) {
      await hand.pause();
      if (!isMine) return;
      await act(hand, move);
    }
  } catch (error) {
    letGo(error instanceof Error ? error.message : String(error));
    console.error(`The autopilot stops. ${error instanceof Error ? error.message : String(error)}`);
  }
}

const { autopilot } = document.body.dataset;
if (autopilot !== undefined) void play(JSON.parse(autopilot));
