import type { Client } from "./clients.js";
import { type ClientMistake, HubError } from "./errors.js";
import type { Partner } from "./partner.js";

/** What keeps a client from having one number more, or `undefined` when nothing does. */
export function numberRefusal(
  { id, settings }: Pick<Partner, "id" | "settings">,
  client: Pick<Client, "id" | "maxChannels">,
  numbers: number,
): HubError | undefined {
  const refusal = (mistake: ClientMistake, message: string, value?: string) =>
    new HubError("forbidden", message, { mistake, value });
  if (settings.blocks_new_numbers) {
    return refusal(
      "numbers_blocked",
      `The partner ${id} takes no new numbers at present. Its setting blocks_new_numbers is on.`,
    );
  }
  if (!settings.clients_add_numbers && numbers > 0) {
    return refusal(
      "numbers_by_partner_only",
      `Clients of ${id} cannot add numbers by themselves. Ask the partner; its setting clients_add_numbers is off.`,
    );
  }
  if (client.maxChannels !== null && numbers >= client.maxChannels) {
    return refusal(
      "numbers_at_most",
      `The client ${client.id} has its ${client.maxChannels} numbers. The partner can raise max_channels with PATCH /api/v2/partners/${id}/clients/${client.id}.`,
      String(client.maxChannels),
    );
  }
  return undefined;
}

/** @throws HubError `forbidden` when the client cannot have one number more. */
export function requireRoom(...about: Parameters<typeof numberRefusal>): void {
  const refusal = numberRefusal(...about);
  if (refusal) throw refusal;
}
