import { z } from "zod";
import { eventCatalogue, eventNames } from "../hub/event-catalogue.js";
import { eventSchema } from "../hub/objects/event-schemas.js";
import { partnerApiSurface, partnerApiV1Surface } from "../partner-api/surface.js";
import { openApiDocument, type SentEvent, type Surface } from "../wire/openapi.js";
import type { BoundOperation } from "../wire/operation.js";
import { ApiPage } from "./api-page.js";
import { messagingSurface } from "./messaging-surface.js";
import type { ControlRooms } from "./rooms.js";

const refusalSchema = z
  .object({ error: z.string(), details: z.array(z.string()).optional() })
  .meta({ id: "ControlError", description: "One sentence, and each wrong field." });

const controlSurface = (operations: readonly BoundOperation[]): Surface => ({
  title: "Control API",
  description: "The sandbox's own: the real hub has none of it.",
  at: "/_sandbox/api",
  operations,
  refusal: refusalSchema,
});

const sentEvents: SentEvent[] = eventNames.map((event) => ({
  event,
  ...eventCatalogue[event],
  schema: eventSchema(event),
}));

/** The OpenAPI document of everything that is served. */
export const describeApi = (
  { hub, origin }: Pick<ControlRooms, "hub" | "origin">,
  operations: readonly BoundOperation[],
): Record<string, unknown> =>
  openApiDocument(
    origin(),
    [partnerApiSurface(hub), partnerApiV1Surface(hub), messagingSurface, controlSurface(operations)],
    sentEvents,
  );

/** The same as a page that needs no network. */
export const apiPage = (document: Record<string, unknown>): string =>
  `<!doctype html>${ApiPage({ document })}`;
