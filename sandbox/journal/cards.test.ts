import { describe, expect, it } from "vitest";
import { holdsCard } from "./cards.js";

describe("finds what stands on a payment card", () => {
  it.each([
    ["name", "4539 1488 0343 6467"],
    ["name", "4539-1488-0343-6467"],
    ["note", "my card 4539148803436467, thanks"],
    ["phone_number", "371449635398431"],
    ["card", "4242424242424242"],
    ["cardNumber", "12"],
    ["card-cvc", "123"],
    ["expiry", "12/40"],
  ])("in %s=%s", (name, value) => {
    expect(holdsCard(name, value)).toBe(true);
  });

  it.each([
    ["card", "test-4242"],
    ["card", ""],
    ["phone_number", "+49 151 00000042"],
    ["business", "200000000000002"],
    ["id", "1234567812345678"],
    ["token", "45391488034364670000000"],
  ])("not in %s=%s", (name, value) => {
    expect(holdsCard(name, value)).toBe(false);
  });
});
