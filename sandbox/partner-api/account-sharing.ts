import { z } from "zod";
import { documented } from "../evidence/evidence.js";
import { wireTime } from "../hub/context.js";
import type { Hub } from "../hub/hub.js";
import { field, idOf, maybeText, text, time } from "../hub/objects/field.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import { exampleChannel, exampleClient } from "./examples.js";

const docs = documented("api-reference/account-sharing");
const tiers = ["basic", "regular", "premium", ""] as const;

const newClientSchema = z.object({
  name: field(z.string().min(1, { error: "expected the organisation's name" }), docs),
  email: field(z.string().min(1, { error: "expected the user's e-mail address" }), docs),
});

const createdSchema = z
  .strictObject({
    created_at: field(time, docs),
    id: field(idOf("CL", 8), docs),
    modified_at: field(time, docs),
  })
  .meta({ id: "SharedClient", description: "A client that the partner made.", evidence: docs });

const digitsIn = z.string().regex(/^\d+$/, { error: "expected Meta's id as a text of digits" });

const newNumberSchema = z
  .object({
    solution_id: field(z.string().min(1, { error: "expected the id of the Meta solution" }), docs),
    waba_external_id: field(digitsIn, docs, "Meta's id of the WABA."),
    waba_business_id: field(digitsIn.nullish(), docs, "Meta's id of the client's business."),
    client_id: field(z.string().min(1).nullish(), docs),
    tier: field(z.enum(tiers, { error: `expected ${tiers.join(", ")} or null` }).nullish(), docs),
    channel_external_id: field(
      digitsIn.nullish(),
      docs,
      "Meta's id of the number; left out, the WABA's first one.",
    ),
  })
  .refine(({ waba_business_id, client_id }) => waba_business_id != null || client_id != null, {
    path: ["client_id"],
    error: "expected client_id, or waba_business_id in its place",
  });

const echo = documented("api-reference/account-sharing: the request, and a message");
const numberSchema = z
  .strictObject({
    channel_external_id: field(maybeText, echo),
    client_id: field(maybeText, echo),
    message: field(text, echo, "The docs tell its sense, not its words."),
    solution_id: field(text, echo),
    tier: field(maybeText, echo),
    waba_business_id: field(maybeText, echo),
    waba_external_id: field(text, echo),
  })
  .meta({ id: "SharedNumber", description: "The number is being onboarded.", evidence: echo });

type NewNumber = z.infer<typeof newNumberSchema>;

/** The request again, keys in alphabetical order, what was left out as `null` (inferred). */
const echoOf = (number: NewNumber): z.infer<typeof numberSchema> => ({
  channel_external_id: number.channel_external_id ?? null,
  client_id: number.client_id ?? null,
  message: "Success. The number is being onboarded.",
  solution_id: number.solution_id,
  tier: number.tier ?? null,
  waba_business_id: number.waba_business_id ?? null,
  waba_external_id: number.waba_external_id,
});

const exampleNumber: NewNumber = {
  solution_id: "600000000000006",
  waba_external_id: exampleChannel.waba_account.external_id,
  client_id: exampleClient.id,
};

export const accountSharingOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "createSharedClient",
    method: "post",
    path: "/partners/:partner_id/account_sharing/clients",
    summary: "Creates a client and its user, for an embedded signup that the partner hosts",
    evidence: docs,
    usedBy: "a Go client",
    refusals: { 409: "The e-mail address has a client already. The real status is unknown." },
    query: none,
    body: newClientSchema,
    response: createdSchema,
    example: {
      body: { name: exampleClient.name, email: exampleClient.contact_info.email },
      answer: {
        created_at: exampleClient.created_at,
        id: exampleClient.id,
        modified_at: exampleClient.modified_at,
      },
    },
    links: {
      balance: {
        operationId: "getClientBalance",
        parameters: { partner_id: "$request.path.partner_id", client_id: "$response.body#/id" },
        description: "The balance of the client that was made.",
      },
    },
    handle({ params, body }) {
      const client = hub.accountSharing.addClient(param(params, "partner_id"), body);
      return {
        created_at: wireTime(client.createdAt),
        id: client.id,
        modified_at: wireTime(client.modifiedAt),
      };
    },
  }),
  operation({
    id: "onboardSharedNumber",
    method: "post",
    path: "/partners/:partner_id/account_sharing/numbers",
    summary: "Onboards a number of the partner's own embedded signup; it then lives like any other",
    evidence: docs,
    usedBy: "a Go client",
    refusals: { 409: "The number is shared already. The real status is unknown." },
    query: none,
    body: newNumberSchema,
    response: numberSchema,
    example: { body: exampleNumber, answer: echoOf(exampleNumber) },
    handle({ params, body }) {
      hub.accountSharing.addNumber(param(params, "partner_id"), {
        wabaExternalId: body.waba_external_id,
        clientId: body.client_id ?? undefined,
        businessId: body.waba_business_id ?? undefined,
        channelExternalId: body.channel_external_id ?? undefined,
        tier: body.tier ?? undefined,
      });
      return echoOf(body);
    },
  }),
];
