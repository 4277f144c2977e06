// Helps with the card fields: fills in test cards, groups digits, and says in words what the browser's own checks refuse.
// What is typed here stays here: none of the fields has a name.
const form = document.querySelector<HTMLFormElement>("[data-testid=payment-form]");
const texts = form?.querySelector<HTMLElement>(".card-fields")?.dataset ?? {};

const field = (id: string): HTMLInputElement | null => {
  const element = document.getElementById(id);
  return element instanceof HTMLInputElement ? element : null;
};
const list = document.querySelector<HTMLSelectElement>("#card");
const number = field("card-number");
const expiry = field("card-expiry");
const code = field("card-cvc");
const holder = field("card-name");

const digits = (text: string): string => text.replace(/\D/g, "");

function cardOf(typed: string): HTMLOptionElement | undefined {
  return [...(list?.options ?? [])].find((option) => digits(option.dataset.number ?? "") === digits(typed));
}

/** Four digits a group; American Express, which begins with 34 or 37, has 4, 6 and 5. */
function grouped(typed: string): string {
  const all = digits(typed).slice(0, 19);
  const groups = /^3[47]/.test(all)
    ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?/.exec(all)?.slice(1)
    : all.match(/\d{1,4}/g);
  return (groups ?? []).filter(Boolean).join(" ");
}

function isPast(typed: string): boolean {
  const [, month, year] = /^(\d\d) ?\/ ?(\d\d)$/.exec(typed) ?? [];
  if (month === undefined || year === undefined) return false;
  return new Date(2000 + Number(year), Number(month)) <= new Date();
}

function requireCodeOf(card: HTMLOptionElement | undefined): void {
  if (code === null) return;
  const length = card?.dataset.cvc ?? "3";
  code.pattern = `[0-9]{${length}}`;
  code.title = code.title.replace(/\d+/, length);
  code.placeholder = "1234".slice(0, Number(length));
}

/** The browser's own words are right, but ours name the remedy. */
function problemOf(input: HTMLInputElement): string {
  if (input.validity.valid) return "";
  if (input.validity.customError) return input.validationMessage;
  if (input.validity.valueMissing) return input.dataset.missing ?? texts.missing ?? input.validationMessage;
  return input.title || input.validationMessage;
}

function showProblem(input: HTMLInputElement): void {
  const id = `${input.id}-error`;
  document.getElementById(id)?.remove();
  const problem = problemOf(input);
  if (problem === "") {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    return;
  }
  const text = document.createElement("p");
  text.className = "error";
  text.id = id;
  text.dataset.testid = "error";
  text.role = "alert";
  text.textContent = problem;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", id);
  (input.closest("label") ?? input).after(text);
}

function fillIn(card: HTMLOptionElement | undefined): void {
  if (card === undefined || number === null || expiry === null || code === null || holder === null) return;
  number.value = card.dataset.number ?? "";
  expiry.value = "12/40";
  requireCodeOf(card);
  code.value = "1234".slice(0, Number(card.dataset.cvc));
  if (holder.value === "") holder.value = "Test Card";
  for (const input of [number, expiry, code, holder]) {
    input.setCustomValidity("");
    showProblem(input);
  }
}

number?.addEventListener("input", () => {
  // While something in the middle is changed, the cursor has to stay where it is.
  if (number.selectionEnd === number.value.length) number.value = grouped(number.value);
  const card = cardOf(number.value);
  if (card !== undefined && list !== null) list.value = card.value;
  requireCodeOf(card);
});

expiry?.addEventListener("input", (event) => {
  const isTyping = event instanceof InputEvent && event.inputType.startsWith("insert");
  if (isTyping && /^\d\d$/.test(expiry.value)) expiry.value += "/";
  expiry.setCustomValidity(isPast(expiry.value) ? (texts.expired ?? expiry.title) : "");
});

const fillButton = document.getElementById("fill-card");
if (fillButton !== null) fillButton.hidden = false;
for (const [control, event] of [
  [fillButton, "click"],
  [list, "change"],
] as const) {
  control?.addEventListener(event, () => fillIn(list?.selectedOptions[0]));
}

const isInput = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement;

// `invalid` does not bubble. The first one gets the focus, as it would by itself.
form?.addEventListener(
  "invalid",
  (event) => {
    if (!isInput(event.target)) return;
    event.preventDefault();
    showProblem(event.target);
    form.querySelector<HTMLElement>(":invalid:not(fieldset)")?.focus();
  },
  true,
);

// A field that was complained about says at once when it is right.
form?.addEventListener("input", (event) => {
  if (isInput(event.target) && event.target.getAttribute("aria-invalid") === "true")
    showProblem(event.target);
});

export {};
