import Database from "better-sqlite3";

const pollMs = 25;

interface Waiting {
  pending: number;
  timers: number;
}

interface Stuck {
  id: string;
  event: string;
  lane: string;
  attempts: number;
  timers: number;
}

function stuck(database: Database.Database): string[] {
  const deliveries = database
    .prepare<[], Stuck>(
      `SELECT id, event, lane, attempts, (SELECT COUNT(*) FROM timers WHERE subject = deliveries.id) AS timers
       FROM deliveries WHERE state = 'pending' ORDER BY seq LIMIT 10`,
    )
    .all()
    .map(
      ({ id, event, lane, attempts, timers }) =>
        `${event} ${id} in the lane ${lane} is pending for ever, after ${attempts} attempts, with ${timers} timers`,
    );
  const timers = database
    .prepare<[], { kind: string; subject: string; running: number }>(
      "SELECT kind, subject, running FROM timers ORDER BY id LIMIT 10",
    )
    .all()
    .map(({ kind, subject, running }) => `the timer ${kind} of ${subject} is left over (running ${running})`);
  return [...deliveries, ...timers];
}

/**
 * Waits until a running sandbox has nothing under way any more: no timer, and with it no delivery, that still waits.
 *
 * @returns what never came to rest, each as a sentence; empty when all did.
 */
export async function settle(file: string, withinMs: number): Promise<string[]> {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const count = database.prepare<[], Waiting>(
    `SELECT (SELECT COUNT(*) FROM deliveries WHERE state = 'pending') AS pending,
      (SELECT COUNT(*) FROM timers) AS timers`,
  );
  const deadline = performance.now() + withinMs;
  try {
    for (;;) {
      const waiting = count.get();
      // A pending delivery without any timer will never be sent: there is nothing to wait for.
      if (waiting?.timers === 0) return stuck(database);
      if (performance.now() > deadline) return stuck(database);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  } finally {
    database.close();
  }
}
