import { type Access, createAccess } from "./access.js";
import { type AccountSharing, createAccountSharing } from "./account-sharing.js";
import { type ApiKeys, createApiKeys } from "./api-keys.js";
import { type Balances, createBalances } from "./balances.js";
import { type Cancellations, createCancellations } from "./cancellations.js";
import { type Channels, createChannels } from "./channels.js";
import { type Clients, createClients } from "./clients.js";
import type { HubContext } from "./context.js";
import { createDisplayNames, type DisplayNames } from "./display-names.js";
import { createEvents, type Events } from "./events.js";
import { createFlows, type Flows } from "./flows.js";
import { createIncidents, type Incidents } from "./incidents.js";
import { createLives, type Lives } from "./life.js";
import { createMessages, type Messages } from "./messages.js";
import { createPartners, type Partners } from "./partners.js";
import { createPermissions, type Permissions } from "./permissions.js";
import { createResets, type Resets } from "./resets.js";
import { createSeeding, type Seeding } from "./seeding.js";
import { createSwitches, type Switches } from "./switches.js";
import { createTemplates, type Templates } from "./templates.js";
import { createTriggers, type Triggers } from "./triggers.js";
import { createVisits, type Visits } from "./visits.js";
import { createWabas, type Wabas } from "./wabas.js";

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
  wabas: Wabas;
  templates: Templates;
  flows: Flows;
  accountSharing: AccountSharing;
  displayNames: DisplayNames;
  switches: Switches;
  balances: Balances;
  seeding: Seeding;
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
  const wabas = createWabas(context);
  const templates = createTemplates(context, { wabas, channels, events });
  const flows = createFlows(context, wabas);
  const accountSharing = createAccountSharing(context, { partners, clients, channels, lives, permissions });
  const displayNames = createDisplayNames(context, channels);
  const switches = createSwitches(context, { partners, channels });
  const balances = createBalances(context, { partners, clients, channels });
  const incidents = createIncidents(context, channels, events, templates);
  const triggers = createTriggers(context, {
    channels,
    lives,
    permissions,
    cancellations,
    incidents,
    events,
  });
  const seeding = createSeeding(context, partners);
  const resets = createResets(context, partners, access.rateLimits);
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
    wabas,
    templates,
    flows,
    accountSharing,
    displayNames,
    switches,
    balances,
    seeding,
  };
}
