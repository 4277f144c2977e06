import { z } from "zod";

const partnerEvent = z.object({ id: z.string(), event: z.string() });

const messagingEvent = z.object({
  entry: z.tuple([
    z.object({
      changes: z.tuple([
        z.object({
          value: z.object({
            statuses: z.array(z.object({ id: z.string(), status: z.string() })).default([]),
            messages: z.array(z.object({ id: z.string() })).default([]),
          }),
        }),
      ]),
    }),
  ]),
});

const anyEvent = z.union([
  partnerEvent.transform(({ id }) => [id]),
  messagingEvent.transform(
    ({
      entry: [
        {
          changes: [{ value }],
        },
      ],
    }) => [
      ...value.statuses.map(({ id, status }) => `${id} ${status}`),
      ...value.messages.map(({ id }) => `${id} received`),
    ],
  ),
]);

/**
 * What a webhook says it is: the event's id or, as messaging webhooks have none, the ids of its messages with their status.
 *
 * @throws ZodError when the body is no webhook of the hub.
 */
export const idsIn = (body: string): string[] => anyEvent.parse(JSON.parse(body));
