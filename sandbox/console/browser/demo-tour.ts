import type { CastStory, Step, Tour } from "../demo/story.js";
import { type Pace, perform, type Scene } from "./demo-acts.js";
import type { Frames } from "./demo-frames.js";
import { type HeardJournal, hearJournal } from "./demo-journal.js";
import { during, inWords } from "./demo-later.js";
import { readingMs, tellStep, tellTrouble, tellVerdict } from "./demo-narration.js";
import { createTourPartners } from "./demo-partners.js";
import { frameOf, place } from "./demo-place.js";

/** What the keys and buttons do. */
export interface TourControls {
  /** The next step; while one is under way, as soon as it has ended. */
  next(): void;
  /** What was told before, to be read once more. Nothing is played backwards. */
  back(): void;
  /** Begins a story, or the tour, anew. */
  begin(story: number): void;
  /** Runs by itself, or pauses. */
  toggle(): void;
  /** Gives the partners back as they were. */
  end(): void;
}

interface Beat {
  story: CastStory;
  storyIndex: number;
  step: Step;
  stepIndex: number;
}

// The end of a step can be seen, even when it took longer than the reading.
const leastMs = 1200;

const beatsOf = ({ stories }: Tour): Beat[] =>
  stories.flatMap((story, storyIndex) =>
    story.steps.map((step, stepIndex) => ({ story, storyIndex, step, stepIndex })),
  );

function showTime(at: string): void {
  const clock = place("clock", HTMLTimeElement);
  clock.dateTime = at;
  clock.textContent = inWords(at);
}

export function createTour(tour: Tour, frames: Frames, pace: Pace): TourControls {
  const beats = beatsOf(tour);
  const partners = createTourPartners();
  /** The step that was played last, and the one that is read. */
  let live = -1;
  let read = -1;
  let isBusy = false;
  let wantsNext = false;
  let runs = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let playing = new AbortController();
  let journal: HeardJournal | undefined;
  /** Since when the step can be read. */
  let toldAt = 0;
  /** Entries after this one count for what a step waits for. */
  let actedAt = 0;

  function render(): void {
    const beat = beats[read];
    if (beat) tellStep({ ...beat, isEarlier: read < live, isBusy, isLast: read === beats.length - 1 });
  }

  async function beginStory(story: CastStory, signal: AbortSignal): Promise<void> {
    frames.closePopup();
    journal?.close();
    const { after, now } = await partners.begin(story);
    signal.throwIfAborted();
    showTime(now);
    journal = hearJournal(story.partner, after, ({ at }) => showTime(at));
    const timeline = frameOf("timeline");
    timeline.src = `/_sandbox/demo/timeline?partner=${story.partner}`;
    const address = document.querySelector('[data-pane="timeline"] [data-address]');
    if (address) address.textContent = story.partner;
    await frames.startApp(signal);
    frames.tellApp({ type: "show", part: "connect" });
  }

  async function act({ story, step }: Beat, heard: HeardJournal, signal: AbortSignal): Promise<void> {
    const { acts = [], later } = step;
    const scene: Scene = { story, journal: heard, frames, pace, signal, showVerdict: tellVerdict };
    if (acts.length > 0) actedAt = heard.last();
    // The jump is over before the client comes back to the popup.
    const isJump = (index: number) => ["advance", "until-running"].includes(acts[index]?.do ?? "");
    for (const [index, one] of acts.entries()) {
      signal.throwIfAborted();
      const now = () => place("clock", HTMLTimeElement).textContent ?? "";
      if (later !== undefined && isJump(index)) await during(later, pace, () => perform(one, scene), now);
      else await perform(one, scene);
    }
  }

  async function play(beat: Beat, signal: AbortSignal): Promise<void> {
    const { step, stepIndex, story } = beat;
    tellVerdict();
    if (stepIndex === 0) await beginStory(story, signal);
    const heard = journal;
    if (heard === undefined) throw new Error("The story has not begun.");
    await act(beat, heard, signal);
    await heard.wait(step.until ?? [], actedAt, signal);
    if (step.popupCloses) await frames.popupClosed(signal);
  }

  function rest({ step }: Beat): void {
    if (wantsNext) return controls.next();
    if (live === beats.length - 1) {
      setRuns(false);
      partners.giveBack();
      return;
    }
    const readFor = performance.now() - toldAt;
    if (runs) pause = setTimeout(() => controls.next(), pace === "person" ? Math.max(leastMs, readingMs(step) - readFor) : 0);
  }

  async function advance(): Promise<void> {
    const beat = beats[live + 1];
    if (beat === undefined) return;
    const { signal } = playing;
    live += 1;
    read = live;
    isBusy = true;
    wantsNext = false;
    toldAt = performance.now();
    render();
    try {
      await play(beat, signal);
      if (signal.aborted) return;
      isBusy = false;
      render();
      rest(beat);
    } catch (error) {
      if (signal.aborted) return;
      isBusy = false;
      setRuns(false);
      tellTrouble(error);
    }
  }

  function setRuns(value: boolean): void {
    runs = value;
    clearTimeout(pause);
    place("run", HTMLButtonElement).ariaPressed = String(value);
  }

  const controls: TourControls = {
    next() {
      clearTimeout(pause);
      if (read < live) {
        read += 1;
        render();
      } else if (isBusy) wantsNext = true;
      else void advance();
    },
    back() {
      setRuns(false);
      if (read <= 0) return;
      read -= 1;
      render();
    },
    begin(story) {
      const first = beats.findIndex(({ storyIndex }) => storyIndex === story);
      if (first === -1) return;
      playing.abort();
      playing = new AbortController();
      clearTimeout(pause);
      isBusy = false;
      live = first - 1;
      void advance();
    },
    toggle() {
      setRuns(!runs);
      if (!runs || isBusy) return;
      read = live;
      controls.next();
    },
    end: () => partners.giveBack(),
  };
  return controls;
}
