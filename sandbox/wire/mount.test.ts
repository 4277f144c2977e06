import { expect, it } from "vitest";
import { z } from "zod";
import { documented } from "../evidence/evidence.js";
import { mountOperations } from "./mount.js";
import { none, operation } from "./operation.js";

const facts = { summary: "A test's own", evidence: documented("nowhere"), query: none, body: none };

const app = mountOperations(
  [
    operation({ ...facts, id: "read", method: "get", path: "/things/:id", handle: ({ params }) => params }),
    operation({
      ...facts,
      id: "change",
      method: "patch",
      path: "/things/:thing_id",
      body: z.object({ name: z.string() }),
      handle: ({ body }) => body,
    }),
    operation({
      ...facts,
      id: "remove",
      method: "delete",
      path: "/things/:id",
      leftOut: "nobody asked for it",
      handle: () => undefined,
    }),
  ],
  (status, message, details) => ({ status, message, details }),
);

it("refuses a method that a path does not have, and names those it has", async () => {
  const answer = await app.request("/things/one", { method: "PUT" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, PATCH, DELETE");
  expect((await answer.json()).message).toBe("/things/one does not take PUT. It takes GET, PATCH, DELETE.");
});

it("answers 501 for what is left out, and says why", async () => {
  const answer = await app.request("/things/one", { method: "DELETE" });
  expect(answer.status).toBe(501);
  expect((await answer.json()).message).toContain("does not serve it yet: nobody asked for it");
});

it("names each wrong field with the value it had", async () => {
  const answer = await app.request("/things/one", { method: "PATCH", body: '{"name":5}' });
  expect(answer.status).toBe(400);
  expect((await answer.json()).details).toEqual([expect.stringContaining("name is 5")]);
});

it("passes a right call on", async () => {
  expect(await (await app.request("/things/one")).json()).toEqual({ id: "one" });
});
