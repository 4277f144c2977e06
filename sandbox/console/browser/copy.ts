// Long enough to be read.
const shownMs = 1500;

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = button.closest(".code-block")?.querySelector("pre")?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = "Copy";
  }, shownMs);
}

/** Copies the code beside a button with `data-copy`. */
export function listenToCopies(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-copy]") : null;
    if (button instanceof HTMLButtonElement) void copy(button);
  });
}
