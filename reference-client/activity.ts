/** Keeps the list of work that is queued or running, so that `/idle` can tell when there is none. */
export interface Activity {
  /** Notes a piece of work, for one hub account or for all; call what it returns when the work has ended. */
  begin(name: string, partnerId?: string): () => void;
  /** What is queued or running, for one hub account or at all. */
  pending(partnerId?: string): string[];
  /** Resolves `true` as soon as nothing is pending, `false` when `timeoutMs` pass first or the app stops. */
  idle(timeoutMs: number, options?: IdleOptions): Promise<boolean>;
}

interface IdleOptions {
  /** Looks at this hub account's work only, and at what is done for all. */
  partnerId?: string | undefined;
  signal?: AbortSignal;
}

interface Work {
  name: string;
  partnerId: string | undefined;
}

export function createActivity(): Activity {
  const running = new Set<Work>();
  const waiting = new Set<() => void>();

  const pendingFor = (partnerId: string | undefined): Work[] =>
    [...running].filter(
      (work) => partnerId === undefined || work.partnerId === undefined || work.partnerId === partnerId,
    );

  return {
    begin(name, partnerId) {
      const work = { name, partnerId };
      running.add(work);
      return () => {
        running.delete(work);
        for (const look of [...waiting]) look();
      };
    },

    pending: (partnerId) => pendingFor(partnerId).map((work) => work.name),

    idle(timeoutMs, { partnerId, signal } = {}) {
      if (pendingFor(partnerId).length === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = (idle: boolean) => {
          clearTimeout(timer);
          waiting.delete(look);
          signal?.removeEventListener("abort", giveUp);
          resolve(idle);
        };
        const look = () => {
          if (pendingFor(partnerId).length === 0) settle(true);
        };
        const giveUp = () => settle(false);
        const timer = setTimeout(giveUp, timeoutMs);
        waiting.add(look);
        signal?.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}
