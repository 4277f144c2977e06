import { sandboxPassword } from "../hub/passwords.js";
import { somebody, someNumber, visitIn } from "./autopilot-people.js";
import type { Popup, PopupPlan } from "./popup.js";
import type { PopupScreen } from "./popup-screens.js";

async function signUpOrLogIn(popup: Popup, { account, logIn }: PopupPlan): Promise<void> {
  if (logIn !== undefined) return popup.logIn(logIn);
  const { company, person, email } = somebody(visitIn(popup.page.url()));
  return popup.signUp({ name: company, userName: person, email, password: sandboxPassword, ...account });
}

async function addNumbers(popup: Popup, { numbers }: PopupPlan): Promise<void> {
  const isFirst = (await popup.channels()).length === 0;
  const made = isFirst ? [{ phone: someNumber(visitIn(popup.page.url()), 0) }] : [];
  for (const number of numbers ?? made) await popup.addNumber(number);
  await popup.numbersDone();
}

async function decide(popup: Popup, { permit = "all" }: PopupPlan): Promise<void> {
  await popup.permit(permit);
  await popup.confirm();
}

/** Plays a popup by a plan until the visit is over; says at which screen that is. */
export async function playPopup(popup: Popup, plan: PopupPlan): Promise<PopupScreen> {
  let numbersAreAdded = false;
  const steps: Partial<Record<PopupScreen, () => Promise<void>>> = {
    "sign-up": () => signUpOrLogIn(popup, plan),
    "log-in": () => signUpOrLogIn(popup, plan),
    payment: () => popup.pay({ plan: plan.plan }),
    numbers() {
      if (numbersAreAdded) return popup.numbersDone();
      numbersAreAdded = true;
      return addNumbers(popup, plan);
    },
    permission: () =>
      numbersAreAdded || plan.numbers === undefined ? decide(popup, plan) : popup.addAnother(),
  };
  for (;;) {
    const screen = await popup.screen();
    const step = steps[screen];
    if (step === undefined) return screen;
    await step();
  }
}
