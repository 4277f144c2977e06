/** Lets open pages wait for the next change. Carries no data: each page renders its own account's view again. */
export interface LiveUpdates {
  /** Goes up with every change. */
  version(): number;
  announce(): void;
  /** Resolves when something changed after `seen`, when `timeoutMs` pass, or when `signal` aborts. */
  after(seen: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
}

export function createLiveUpdates(): LiveUpdates {
  let version = 0;
  const waiting = new Set<() => void>();
  return {
    version: () => version,
    announce() {
      version++;
      for (const wake of [...waiting]) wake();
    },
    after(seen, timeoutMs, signal) {
      if (version > seen || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
