import type { Act, CastStory, Step } from "../demo/story.js";
import { type Pace, perform, type Scene } from "./demo-acts.js";
import type { Frames } from "./demo-frames.js";
import { type HeardJournal, hearJournal } from "./demo-journal.js";
import { during, inWords } from "./demo-later.js";
import { tellVerdict } from "./demo-narration.js";
import { createTourPartners } from "./demo-partners.js";
import { frameOf, place } from "./demo-place.js";

/** One step of one story. */
export interface Beat {
  story: CastStory;
  storyIndex: number;
  step: Step;
  stepIndex: number;
}

/** Plays steps, one after the other. */
export interface Player {
  /** Resolves when the step has ended; rejects when it cannot be played, or `signal` aborts. */
  play(beat: Beat, signal: AbortSignal): Promise<void>;
  /** Gives the partners back as they were. */
  giveBack(): void;
}

function showTime(at: string): void {
  const clock = place("clock", HTMLTimeElement);
  clock.dateTime = at;
  clock.textContent = inWords(at);
}

function showTimelineOf(partner: string): void {
  frameOf("timeline").src = `/_sandbox/demo/timeline?partner=${partner}`;
  const address = document.querySelector('[data-pane="timeline"] [data-address]');
  if (address) address.textContent = partner;
}

const movesTime = ({ do: what }: Act) => what === "advance" || what === "until-running";

/** Does what a step does; a jump in time is shown over the screen. */
async function act({ acts = [], later }: Step, scene: Scene): Promise<void> {
  const now = () => place("clock", HTMLTimeElement).textContent ?? "";
  for (const one of acts) {
    scene.signal.throwIfAborted();
    if (later !== undefined && movesTime(one))
      await during(later, scene.pace, () => perform(one, scene), now);
    else await perform(one, scene);
  }
}

export function createPlayer(frames: Frames, pace: Pace): Player {
  const partners = createTourPartners();
  let journal: HeardJournal | undefined;
  /** Entries after this one count for what a step waits for. */
  let actedAt = 0;

  async function beginStory(story: CastStory, signal: AbortSignal): Promise<HeardJournal> {
    frames.closePopup();
    journal?.close();
    const { after, now } = await partners.begin(story);
    signal.throwIfAborted();
    showTime(now);
    showTimelineOf(story.partner);
    const heard = hearJournal(story.partner, after, ({ at }) => showTime(at));
    journal = heard;
    await frames.startApp(signal);
    frames.showInApp("connect");
    return heard;
  }

  return {
    async play({ story, step, stepIndex }, signal) {
      tellVerdict();
      const heard = stepIndex > 0 && journal ? journal : await beginStory(story, signal);
      // A step that does nothing waits for what the one before has begun.
      if (step.acts !== undefined) actedAt = heard.last();
      await act(step, { story, journal: heard, frames, pace, signal, showVerdict: tellVerdict });
      await heard.wait(step.until ?? [], actedAt, signal);
      if (step.popupCloses) await frames.popupClosed(signal);
    },
    giveBack: () => partners.giveBack(),
  };
}
