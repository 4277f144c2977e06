import type { ListSource } from "./lists.js";

const nothing = { always: null };

/**
 * How clients are filtered and sorted: every key that the docs list (there the list is complete), and `organisation` and
 * `partner_payload`, which the .NET client sends although the newer schema lacks them.
 */
export const clientList: ListSource = {
  noun: "client",
  columns: "clients.*",
  from: "clients",
  rowid: "clients.seq",
  counted: { as: "clients", by: {} },
  searched: ["clients.id", "clients.name", "clients.email"],
  keys: {
    id: { column: "clients.id", by: "clients_by_partner" },
    "contact_info.email": { column: "clients.email", by: "clients_by_email" },
    "contact_user.email": { column: "clients.email", by: "clients_by_email" },
    name: { column: "clients.name", by: "clients_by_name" },
    organisation: { column: "clients.name", by: "clients_by_name" },
    "contact_info.full_name": { column: "clients.name", by: "clients_by_name" },
    "contact_user.name": { column: "clients.name", by: "clients_by_name" },
    created_at: { time: "clients.created_at" },
    max_channels: "clients.max_channels",
    modified_at: { time: "clients.modified_at" },
    partner_payload: "clients.partner_payload",
    status: { always: "active" },
    "contact_info.city": nothing,
    "contact_info.country": nothing,
    "contact_info.language": "clients.language",
    "contact_info.phone": nothing,
    "contact_info.street_name": nothing,
    "contact_info.webpage_url": nothing,
    "contact_info.zip_code": nothing,
    "contact_user.phone": nothing,
    "meta_info.about": nothing,
    "meta_info.business_description": nothing,
    "meta_info.business_vertical": nothing,
    "meta_info.timezone": nothing,
    "meta_info.use_case": nothing,
  },
};
