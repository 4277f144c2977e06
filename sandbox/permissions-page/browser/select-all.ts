// Adds "all" and "none" to the list of numbers. Without this script each box is ticked by hand.
for (const toolbar of document.querySelectorAll<HTMLElement>("[data-select]")) {
  const boxes = () => toolbar.closest("form")?.querySelectorAll<HTMLInputElement>("input[name=permit]") ?? [];
  for (const button of toolbar.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      for (const box of boxes()) box.checked = button.dataset.value === "all";
    });
  }
  toolbar.classList.add("is-ready");
}
