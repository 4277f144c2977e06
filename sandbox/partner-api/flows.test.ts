import { beforeEach, expect, it } from "vitest";
import { parseMultipart } from "./multipart.js";
import { createPartnerApp, type PartnerApp, strangersNumber } from "./testing.js";

let app: PartnerApp;
let path: string;

beforeEach(async () => {
  app = await createPartnerApp();
  path = `/waba_accounts/${app.wabaId}/flows`;
});

const rightJson = JSON.stringify({ version: "6.0", screens: [{ id: "HELLO", title: "Grüße" }] });

function upload(id: string, json: string, assetType = "FLOW_JSON") {
  const form = new FormData();
  form.set("file", new File([json], "flow.json", { type: "application/json" }));
  form.set("name", "flow.json");
  form.set("asset_type", assetType);
  return app.post(`${path}/${id}/assets`, form);
}

const create = async (name = "sign up") =>
  (await app.post(path, { name, categories: ["SIGN_UP"] })).body.id as string;

it("goes from a draft over its JSON to a published flow", async () => {
  const id = await create();
  expect(id).toMatch(/^\d{15}$/);
  expect((await upload(id, rightJson)).body).toEqual({ success: true, validation_errors: [] });
  expect((await app.post(`${path}/${id}/publish`)).body).toEqual({ success: true });
  expect((await app.get(path)).body).toEqual({
    data: [{ categories: ["SIGN_UP"], id, name: "sign up", status: "PUBLISHED", validation_errors: [] }],
    paging: {},
  });
});

it.each([
  ["no JSON", "{screens", "INVALID_JSON"],
  ["no version", '{"screens":[]}', "REQUIRED_PROPERTY_MISSING"],
  ["no object", "null", "INVALID_JSON"],
])("takes %s with a validation error, and does not publish it", async (_what, json, error) => {
  const id = await create();
  const { status, body } = await upload(id, json);
  expect([status, body.validation_errors[0].error]).toEqual([200, error]);
  const published = await app.post(`${path}/${id}/publish`);
  expect(published.status).toBe(400);
  expect(published.body.meta.developer_message).toContain(id);
});

it("does not publish a flow without any JSON, nor change one that is published", async () => {
  const id = await create();
  expect((await app.post(`${path}/${id}/publish`)).status).toBe(400);
  await upload(id, rightJson);
  await app.post(`${path}/${id}/publish`);
  expect((await upload(id, rightJson)).status).toBe(409);
});

it.each([
  ["an unknown category", { name: "x", categories: ["FUN"] }, '"FUN"'],
  ["no name", { categories: ["OTHER"] }, "name"],
])("refuses %s", async (_what, body, hint) => {
  const answer = await app.post(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.meta.developer_message).toContain(hint);
});

it("refuses a name twice, another asset type and an upload that is no form", async () => {
  const id = await create();
  expect((await app.post(path, { name: "sign up" })).status).toBe(400);
  expect((await upload(id, rightJson, "PICTURE")).body.meta.developer_message).toContain('"PICTURE"');
  const notAForm = await app.post(`${path}/${id}/assets`, { file: "x" });
  expect(notAForm.status).toBe(400);
  expect(notAForm.body.meta.developer_message).toContain("multipart/form-data");
});

it("does not find flows below another WABA", async () => {
  const id = await create();
  const theirs = `/waba_accounts/${strangersNumber(app).waba.id}/flows`;
  expect((await app.get(theirs)).status).toBe(404);
  expect((await app.post(`${theirs}/${id}/publish`)).status).toBe(404);
  expect((await app.post(`${path}/123/publish`)).status).toBe(404);
});

it("reads a form's fields, also with blank lines and dashes inside a file", () => {
  const body = [
    "--b",
    'Content-Disposition: form-data; name="file"; filename="a.json"',
    "Content-Type: application/json",
    "",
    "one",
    "",
    "--two",
    "--b",
    'content-disposition: form-data; name="asset_type"',
    "",
    "FLOW_JSON",
    "--b--",
    "",
  ].join("\r\n");
  expect(parseMultipart(body)).toEqual({ file: "one\r\n\r\n--two", asset_type: "FLOW_JSON" });
});
