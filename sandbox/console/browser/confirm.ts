/**
 * Asks before something is lost.
 *
 * @param says what will be lost.
 * @param verb on the button that goes on.
 */
export function isConfirmed(says: string, verb: string): Promise<boolean> {
  const dialog = document.getElementById("confirm");
  const text = document.getElementById("confirm-says");
  const button = dialog?.querySelector<HTMLButtonElement>("button[value=yes]");
  if (!(dialog instanceof HTMLDialogElement) || text === null || !button) return Promise.resolve(false);
  text.textContent = says;
  button.textContent = verb;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
