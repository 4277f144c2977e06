import { expect, test } from "vitest";
import { type ClientMistake, HubError } from "../hub/errors.js";
import { sayMistake } from "./mistakes.js";

const error = (mistake?: ClientMistake, value?: string) =>
  new HubError("invalid", "The hub's own words.", { mistake, value });

test.each([
  ["de", "„a@gmail.com“ gehört zu einem Freemail-Dienst."],
  ["pt", "“a@gmail.com” é de um serviço de e-mail gratuito."],
  ["en", "The hub's own words."],
] as const)("a client reads its mistake in %s, with the value that was met", (language, text) => {
  expect(sayMistake(error("email_free_mail", "a@gmail.com"), language)).toContain(text);
});

test("what no client can mistype stays in the hub's words", () => {
  expect(sayMistake(error(), "de")).toBe("The hub's own words.");
});
