/**
 * Lets those who ask the same at the same time share one request. An answer is never older than its question: whoever
 * asks while a request is under way gets the answer of the next one.
 */
export function shareRequests<Answer>(
  ask: (key: string) => Promise<Answer>,
): (key: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  const queued = new Map<string, Promise<Answer>>();

  function begin(key: string): Promise<Answer> {
    const asked = ask(key).finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  }

  return function askShared(key) {
    const before = underWay.get(key);
    if (before === undefined) return begin(key);
    const waiting = queued.get(key);
    if (waiting !== undefined) return waiting;
    const afterwards = () => {
      queued.delete(key);
      return begin(key);
    };
    const next = before.then(afterwards, afterwards);
    queued.set(key, next);
    return next;
  };
}
