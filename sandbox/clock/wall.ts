/** The machine's own time. Everything else in the sandbox asks a clock that was handed in. */
export interface Wall {
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds, for measuring how long something took. */
  elapsed(): number;
  /** Calls back once after `ms` of wall time; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** A signal that aborts after `ms` of wall time. */
  deadline(ms: number): AbortSignal;
}

// Longer waits overflow Node's timers and would fire at once.
const longestWait = 2 ** 31 - 1;

/** The wall of the process: `Date.now`, `performance.now` and `setTimeout`. */
export const processWall: Wall = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, callback) {
    const timeout = setTimeout(callback, Math.min(Math.max(0, ms), longestWait));
    return () => clearTimeout(timeout);
  },
  deadline: (ms) => AbortSignal.timeout(ms),
};
