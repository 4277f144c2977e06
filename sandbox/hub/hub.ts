import { type Access, createAccess } from "./access.js";
import { type ApiKeys, createApiKeys } from "./api-keys.js";
import { type Cancellations, createCancellations } from "./cancellations.js";
import { type Channels, createChannels } from "./channels.js";
import { type Clients, createClients } from "./clients.js";
import type { HubContext } from "./context.js";
import { createEvents, type Events } from "./events.js";
import { createIncidents, type Incidents } from "./incidents.js";
import { createLives, type Lives } from "./life.js";
import { createMessages, type Messages } from "./messages.js";
import { createPartners, type Partners } from "./partners.js";
import { createPermissions, type Permissions } from "./permissions.js";
import { createResets, type Resets } from "./resets.js";
import { createTriggers, type Triggers } from "./triggers.js";
import { createVisits, type Visits } from "./visits.js";

/** The Partner Hub: what it is and what it does. Each command is one transaction; surfaces only parse, call and format. */
export interface Hub {
  partners: Partners;
  access: Access;
  clients: Clients;
  channels: Channels;
  lives: Lives;
  permissions: Permissions;
  apiKeys: ApiKeys;
  messages: Messages;
  visits: Visits;
  cancellations: Cancellations;
  incidents: Incidents;
  triggers: Triggers;
  resets: Resets;
  events: Events;
}

export function createHub(context: HubContext): Hub {
  const partners = createPartners(context);
  const events = createEvents(context);
  const clients = createClients(context, partners, events);
  const channels = createChannels(context);
  const lives = createLives(context, partners, channels, events);
  const apiKeys = createApiKeys(context, partners, channels);
  const permissions = createPermissions(context, partners, channels, events, apiKeys);
  const messages = createMessages(context, partners, channels);
  const visits = createVisits(context, { partners, clients, channels, lives, permissions });
  const access = createAccess(context);
  const cancellations = createCancellations(context, channels, events, apiKeys);
  const incidents = createIncidents(context, channels, events);
  const triggers = createTriggers(context, {
    channels,
    lives,
    permissions,
    cancellations,
    incidents,
    events,
  });
  const resets = createResets(context, partners);
  return {
    resets,
    partners,
    access,
    clients,
    channels,
    lives,
    permissions,
    apiKeys,
    messages,
    visits,
    events,
    cancellations,
    incidents,
    triggers,
  };
}
