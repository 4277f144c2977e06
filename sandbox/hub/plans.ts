/** The price plans of the payment page; `basic` exists but is offered by nobody. */
export const plans = ["regular", "premium", "basic"] as const;
export type Plan = (typeof plans)[number];
