import { AsyncResource } from "node:async_hooks";

interface Member {
  command: () => void;
  done(): void;
  failed(error: unknown): void;
}

/** Runs the members one by one, each in a transaction of its own. */
function runAlone(members: readonly Member[], transaction: (command: () => void) => void): void {
  for (const { command, done, failed } of members) {
    try {
      transaction(command);
      done();
    } catch (error) {
      failed(error);
    }
  }
}

/**
 * Collects commands until the turn of the event loop is over, and commits them together. They run outside of the
 * asynchronous context of whoever asked (it would be that of the first). A command may run twice, when another one of its
 * group threw, but is written once.
 */
export function createGroup(transaction: (command: () => void) => void) {
  const context = new AsyncResource("GROUP");
  let members: Member[] = [];

  function runTogether(): void {
    const group = members;
    members = [];
    try {
      transaction(() => {
        for (const { command } of group) command();
      });
    } catch {
      runAlone(group, transaction);
      return;
    }
    for (const { done } of group) done();
  }

  return function grouped(command: () => void): Promise<void> {
    return new Promise((done, failed) => {
      if (members.length === 0) setImmediate(() => context.runInAsyncScope(runTogether));
      members.push({ command, done, failed });
    });
  };
}
