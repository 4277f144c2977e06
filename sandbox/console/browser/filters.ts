const filterNames = ["partner", "kind", "subject", "text"] as const;

/** The filters of the page's address, as the journal and the rows understand them. */
export function filtersOf(address: string): URLSearchParams {
  const given = new URL(address).searchParams;
  const filters = new URLSearchParams();
  for (const name of filterNames) {
    const value = given
      .getAll(name)
      .filter((one) => one !== "")
      .join(",");
    if (value !== "") filters.set(name, value);
  }
  return filters;
}

// Time to finish a word.
const typingMs = 250;

/**
 * Keeps the address in step with the filters while somebody changes them.
 *
 * @param onChange is called when the address has other filters than before.
 */
export function watchFilters(form: HTMLFormElement, onChange: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function apply(): void {
    clearTimeout(timer);
    const address = new URL(location.href);
    const before = filtersOf(address.href).toString();
    for (const name of ["kind", "subject", "text"]) address.searchParams.delete(name);
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value !== "" && name !== "partner")
        address.searchParams.append(name, value);
    }
    if (filtersOf(address.href).toString() === before) return;
    history.replaceState(null, "", address);
    onChange();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  // The choice of the channel is a part of its own that is written anew: only its name leads to it.
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.form === form) apply();
  });
  form.addEventListener("change", apply);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, typingMs);
  });
}
