import { expect, test } from "vitest";
import { testReceiver } from "../../../test/support/sandbox.js";
import { processWall } from "../../clock/wall.js";
import { createBrowser } from "./browser.js";

test("keeps cookies, sends them back, forgets those that are taken away, and follows redirects", async () => {
  const server = await testReceiver();
  server.answer = ({ path, headers }) => {
    if (path === "/in")
      return { status: 302, headers: { location: "/home", "set-cookie": "session=a=b; Path=/; HttpOnly" } };
    if (path === "/out") return { status: 200, headers: { "set-cookie": "session=; Max-Age=0" } };
    return { status: 200, body: headers.cookie ?? "no cookie" };
  };
  const browser = createBrowser(processWall);
  expect(await browser.get(`${server.url}/in`)).toEqual({
    url: `${server.url}/home`,
    status: 200,
    text: "session=a=b",
  });
  await browser.get(`${server.url}/out`);
  expect((await browser.get(`${server.url}/home`)).text).toBe("no cookie");
  expect((await createBrowser(processWall).get(`${server.url}/home`)).text).toBe("no cookie");
});

test("gives up on redirects that go round in circles", async () => {
  const server = await testReceiver();
  server.answer = () => ({ status: 302, headers: { location: "/" } });
  await expect(createBrowser(processWall).get(server.url)).rejects.toThrow("redirects more than 10 times");
});

test("says that nothing answers", async () => {
  await expect(createBrowser(processWall).get("http://127.0.0.1:9/page")).rejects.toThrow(
    "Nothing answers at http://127.0.0.1:9/page",
  );
});
