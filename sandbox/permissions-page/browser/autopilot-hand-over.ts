// A person's first click or key takes the page over from the autopilot, for the rest of the visit.

const keyOf = (visit: string) => `autopilot-off-${visit}`;

/** Whether somebody has taken over in this visit. */
export const isLeft = (visit: string): boolean => sessionStorage.getItem(keyOf(visit)) !== null;

/** From now on the visit is a person's. */
export const takeOver = (visit: string): void => sessionStorage.setItem(keyOf(visit), "1");

/** Calls back once, when a person clicks or types, or when a field of the page refuses what is in it. */
export function whenTakenOver(letGo: () => void): void {
  const listening = new AbortController();
  const { signal } = listening;
  function onPerson(event: Event): void {
    if (!event.isTrusted && event.type !== "invalid") return;
    listening.abort();
    letGo();
  }
  for (const type of ["pointerdown", "keydown", "invalid"]) {
    document.addEventListener(type, onPerson, { capture: true, signal });
  }
}
