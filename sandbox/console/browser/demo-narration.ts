import type { CastStory, Step } from "../demo/story.js";
import { place } from "./demo-place.js";

/** Where the tour is, for the bar at the bottom. */
export interface Told {
  story: CastStory;
  storyIndex: number;
  step: Step;
  stepIndex: number;
  /** An earlier step is read again. */
  isEarlier: boolean;
  /** The step is still under way. */
  isBusy: boolean;
  isLast: boolean;
}

function markProgress({ storyIndex, stepIndex }: Told): void {
  for (const button of document.querySelectorAll<HTMLElement>("button[data-story]")) {
    const index = Number(button.dataset.story);
    if (index === storyIndex) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
    button.querySelectorAll("i").forEach((mark, step) => {
      const isDone = index < storyIndex || (index === storyIndex && step < stepIndex);
      mark.className = isDone ? "is-done" : index === storyIndex && step === stepIndex ? "is-now" : "";
    });
  }
}

function countOf({ story, step: { later }, stepIndex, isEarlier }: Told): string {
  const count = `${story.title}, step ${stepIndex + 1} of ${story.steps.length}`;
  const which = isEarlier ? `${count}, read again` : count;
  return later === undefined ? which : `${which} · ${later}`;
}

// Written anew it would be read out anew.
function write(id: string, text: string): void {
  const element = place(id, HTMLElement);
  if (element.textContent !== text) element.textContent = text;
}

/** Shows a step: what is told, how far the tour is, and which pane to look at. */
export function tellStep(told: Told): void {
  const { step, isBusy, isEarlier, isLast } = told;
  write("step-count", countOf(told));
  write("step-title", step.title);
  write("step-says", step.says);
  markProgress(told);
  const stage = place("stage", HTMLElement);
  stage.dataset.look = step.look;
  const narration = place("narration", HTMLElement);
  narration.dataset.state = isBusy ? "busy" : isLast && !isEarlier ? "ended" : "ready";
  narration.classList.toggle("is-earlier", isEarlier);
  place("back", HTMLButtonElement).disabled = told.stepIndex === 0 && told.storyIndex === 0;
}

/** What the sandbox makes of the app; left out, nothing. */
export function tellVerdict(text?: string, isGood = true): void {
  const verdict = place("verdict", HTMLElement);
  verdict.hidden = text === undefined;
  verdict.textContent = text ?? "";
  verdict.classList.toggle("is-bad", !isGood);
}

/** Says that a step could not be played, and what to do. */
export function tellTrouble(error: unknown): void {
  write("step-says", `${error instanceof Error ? error.message : String(error)} Press Home to begin anew.`);
  place("narration", HTMLElement).dataset.state = "failed";
}

/** How long a person needs to read a step, in milliseconds. */
export const readingMs = ({ title, says }: Step): number => 1200 + 210 * `${title} ${says}`.split(" ").length;
