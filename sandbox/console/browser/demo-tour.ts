import type { Tour } from "../demo/story.js";
import type { Pace } from "./demo-acts.js";
import { readingMs, tellStep, tellTrouble } from "./demo-narration.js";
import { place } from "./demo-place.js";
import type { Beat, Player } from "./demo-player.js";

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
}

// The end of a step can be seen, even when it took longer than the reading.
const leastMs = 1200;

const beatsOf = ({ stories }: Tour): Beat[] =>
  stories.flatMap((story, storyIndex) =>
    story.steps.map((step, stepIndex) => ({ story, storyIndex, step, stepIndex })),
  );

/** Where the tour is, and whether it goes on. */
export function createTour(tour: Tour, player: Player, pace: Pace): TourControls {
  const beats = beatsOf(tour);
  /** The step that was played last, and the one that is read. */
  let live = -1;
  let read = -1;
  /** Since when the last one can be read. */
  let toldAt = 0;
  let isBusy = false;
  let wantsNext = false;
  let runs = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let playing = new AbortController();

  function render(): void {
    const beat = beats[read];
    if (beat) tellStep({ ...beat, isEarlier: read < live, isBusy, isLast: read === beats.length - 1 });
  }

  function setRuns(value: boolean): void {
    runs = value;
    clearTimeout(pause);
    place("run", HTMLButtonElement).ariaPressed = String(value);
  }

  function goOn({ step }: Beat): void {
    if (live === beats.length - 1) {
      setRuns(false);
      player.giveBack();
    } else if (wantsNext) next();
    else if (runs) {
      const readFor = performance.now() - toldAt;
      pause = setTimeout(next, pace === "person" ? Math.max(leastMs, readingMs(step) - readFor) : 0);
    }
  }

  async function playNext(): Promise<void> {
    const beat = beats[live + 1];
    if (beat === undefined) return;
    const { signal } = playing;
    live += 1;
    read = live;
    isBusy = true;
    wantsNext = false;
    toldAt = performance.now();
    render();
    const trouble = await player.play(beat, signal).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (signal.aborted) return;
    isBusy = false;
    if (trouble === undefined) {
      render();
      goOn(beat);
    } else {
      setRuns(false);
      tellTrouble(trouble.error);
    }
  }

  function next(): void {
    clearTimeout(pause);
    if (read < live) {
      read += 1;
      render();
    } else if (isBusy) wantsNext = true;
    else void playNext();
  }

  return {
    next,
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
      void playNext();
    },
    toggle() {
      setRuns(!runs);
      if (!runs || isBusy) return;
      read = live;
      next();
    },
  };
}
