import { z } from "zod";
import { documented, observed } from "../../evidence/evidence.js";
import type { Client } from "../clients.js";
import { wireTime } from "../context.js";
import { field, idOf, maybeText, text, time } from "./field.js";

const docs = documented("api-reference/client-management");
const older = documented("older API reference; the clients' filter keys");
const dotNet = observed(".NET client");

/** The contact data that the hub repeats inside channels and events. */
const contactInfoSchema = z
  .strictObject({
    city: field(maybeText, older),
    country: field(maybeText, older),
    email: field(text, older),
    full_name: field(text, older),
    language: field(text, older),
    phone: field(maybeText, older),
    street_name: field(maybeText, older),
    webpage_url: field(maybeText, older),
    zip_code: field(maybeText, older),
  })
  .meta({ id: "ContactInfo", evidence: older });

/** The part of a client that channels and `client_created` carry. */
export const clientSummarySchema = z
  .strictObject({
    contact_info: field(contactInfoSchema, dotNet),
    id: field(idOf("CL", 8), dotNet),
    name: field(text, dotNet),
    partner_payload: field(maybeText, dotNet),
  })
  .meta({ id: "ClientSummary", description: "A client as channels and events carry it.", evidence: dotNet });

const author = z.strictObject({ user_id: field(text, dotNet), user_name: field(text, dotNet) });

/** A client (facts of the Partner API, section 3.2). */
export const clientSchema = z
  .strictObject({
    contact_info: field(contactInfoSchema, older),
    contact_user: field(
      z.strictObject({
        email: field(text, docs),
        name: field(text, docs),
        phone: field(maybeText, docs),
      }),
      docs,
      "The client's user, by the filter keys of the reference.",
    ),
    created_at: field(time, docs),
    created_by: field(author, dotNet),
    id: field(idOf("CL", 8), docs),
    max_channels: field(z.int().nullable(), docs),
    meta_info: field(
      z.strictObject({
        about: field(maybeText, older),
        business_description: field(maybeText, older),
        business_vertical: field(maybeText, older),
        timezone: field(maybeText, older),
        use_case: field(maybeText, older),
      }),
      older,
    ),
    modified_at: field(time, docs),
    modified_by: field(author, dotNet),
    name: field(text, docs),
    organisation: field(text, older, "Probably deprecated; the .NET client reads it."),
    partner_payload: field(maybeText, docs, "Whatever the partner keeps with its client."),
    status: field(text, docs, "The only value seen is active."),
    suspicious: field(z.boolean(), dotNet),
  })
  .meta({ id: "Client", description: "A company that the partner serves.", evidence: docs });

type ContactInfo = z.infer<typeof contactInfoSchema>;
type ClientObject = z.infer<typeof clientSchema>;

/** Contact data as the wire has it, keys in alphabetical order. */
export function contactInfo(client: Pick<Client, "name" | "userName" | "email" | "language">): ContactInfo {
  return {
    city: null,
    country: null,
    email: client.email,
    // Who signs up on the page gives a name; an account that came another way has the company's only.
    full_name: client.userName ?? client.name,
    language: client.language,
    phone: null,
    street_name: null,
    webpage_url: null,
    zip_code: null,
  };
}

const system = { user_id: "system", user_name: "system" };

/** The client as the Partner API shows it, keys in alphabetical order. */
export function clientObject(client: Client): ClientObject {
  return {
    contact_info: contactInfo(client),
    contact_user: { email: client.email, name: client.userName ?? client.name, phone: null },
    created_at: wireTime(client.createdAt),
    created_by: system,
    id: client.id,
    max_channels: client.maxChannels,
    meta_info: {
      about: null,
      business_description: null,
      business_vertical: null,
      timezone: null,
      use_case: null,
    },
    modified_at: wireTime(client.modifiedAt),
    modified_by: system,
    name: client.name,
    organisation: client.name,
    partner_payload: client.partnerPayload,
    status: "active",
    suspicious: false,
  };
}
