import type { Page } from "playwright";
import type { WebpFrame } from "./animated-webp.ts";
import type { Encoder } from "./encoder.ts";

/** A film of a page. */
export interface Film {
  /** Shows the page as it is now for a while. */
  hold(ms: number): Promise<void>;
  /** Films on until something has happened, shown this many times as fast. */
  follow(happening: Promise<unknown>, speed: number): Promise<void>;
  frames(): readonly WebpFrame[];
}

// More pictures in a second would make the file large, and typing is as clear with these.
const leastMs = 200;

export function createFilm(page: Page, encoder: Encoder): Film {
  const frames: WebpFrame[] = [];

  /** Adds a picture; one like the last lets that one stay longer. */
  async function shoot(durationMs: number): Promise<WebpFrame | undefined> {
    const part = await encoder.encode(await page.screenshot({ caret: "initial" }));
    if (part) frames.push({ ...part, durationMs });
    const last = frames.at(-1);
    if (!part && last) last.durationMs += durationMs;
    return last;
  }

  return {
    async hold(ms) {
      if (ms > 0) await shoot(ms);
    },
    async follow(happening, speed) {
      let isOver = false;
      const over = happening.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        const from = performance.now();
        const frame = await shoot(0);
        const rest = leastMs - (performance.now() - from);
        if (rest > 0) await Promise.race([over, page.waitForTimeout(rest)]);
        if (frame) frame.durationMs += (performance.now() - from) / speed;
      }
      await over;
    },
    frames: () => frames,
  };
}
