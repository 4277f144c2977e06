/** Keeps the list of work that is queued or running, so that `/idle` can tell when there is none. */
export interface Activity {
  /** Notes a piece of work; call what it returns when the work has ended. */
  begin(name: string): () => void;
  pending(): string[];
  /** Resolves `true` as soon as nothing is pending, `false` when `timeoutMs` pass first or the app stops. */
  idle(timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
}

export function createActivity(): Activity {
  const running = new Set<{ name: string }>();
  const waiting = new Set<() => void>();

  return {
    begin(name) {
      const work = { name };
      running.add(work);
      return () => {
        running.delete(work);
        if (running.size === 0) for (const wake of [...waiting]) wake();
      };
    },

    pending: () => [...running].map((work) => work.name),

    idle(timeoutMs, signal) {
      if (running.size === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = (idle: boolean) => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal?.removeEventListener("abort", giveUp);
          resolve(idle);
        };
        const wake = () => settle(true);
        const giveUp = () => settle(false);
        const timer = setTimeout(giveUp, timeoutMs);
        waiting.add(wake);
        signal?.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}
