// Shows the copy buttons, which do nothing without this script, and copies the text that each one names.
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy ?? "");
  button.hidden = source === null;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source?.textContent?.trim() ?? "");
    button.textContent = "Copied";
  });
}
