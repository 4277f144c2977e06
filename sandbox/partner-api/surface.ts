import type { Hub } from "../hub/hub.js";
import { metaErrorSchema } from "../hub/objects/envelopes.js";
import { tokenErrorSchema } from "../hub/objects/token-object.js";
import type { Surface } from "../wire/openapi.js";
import { partnerApiOperations } from "./operations.js";
import { pathParameters } from "./parameters.js";
import { templateV1Operations } from "./templates.js";
import { tokenOperation } from "./token.js";

/** The Partner API for the OpenAPI document. */
export const partnerApiSurface = (hub: Hub): Surface => ({
  title: "Partner API",
  description: "What the real hub serves at https://hub.360dialog.io/api/v2.",
  at: "/api/v2",
  operations: [tokenOperation(hub), ...partnerApiOperations(hub)],
  refusal: metaErrorSchema,
  refusalOf: { logIn: tokenErrorSchema },
  refusals: {
    401: "No credentials, or the wrong ones; the message names the kind that was sent.",
    429: "Too many calls; Retry-After says when to ask again. Off unless the partner's setting asks for it.",
  },
  parameters: pathParameters,
  security: ["PartnerApiKey", "Bearer"],
  open: ["logIn"],
});

/** What is left of the hub's older API. */
export const partnerApiV1Surface = (hub: Hub): Surface => ({
  ...partnerApiSurface(hub),
  title: "Partner API v1",
  description: "The one call of the hub's older API that a client is known to use.",
  at: "/v1",
  operations: templateV1Operations(hub),
  refusalOf: {},
});
