import { type Access, createAccess } from "./access.js";
import { type AccountSharing, createAccountSharing } from "./account-sharing.js";
import { type ApiKeys, createApiKeys } from "./api-keys.js";
import { type Autopilots, createAutopilots } from "./autopilot.js";
import { type Balances, createBalances } from "./balances.js";
import { type Cancellations, createCancellations } from "./cancellations.js";
import { type ChannelHistory, createChannelHistory } from "./channel-history.js";
import { type ChannelOverview, createChannelOverview } from "./channel-overview.js";
import { type Channels, createChannels } from "./channels.js";
import { type ClientHub, createClientHub } from "./client-hub.js";
import { type Clients, createClients } from "./clients.js";
import type { HubContext } from "./context.js";
import { createDisplayNames, type DisplayNames } from "./display-names.js";
import { createEditedDeliveries, type EditedDeliveries } from "./edited-deliveries.js";
import { createEvents, type Events } from "./events.js";
import { createFlows, type Flows } from "./flows.js";
import { createIncidents, type Incidents } from "./incidents.js";
import { createIoSignatures } from "./io-signature.js";
import { createLives, type Lives } from "./life.js";
import { createMessages, type Messages } from "./messages.js";
import { createMetaSignups, type MetaSignups } from "./meta-signup.js";
import { createOnboardingLinks, type OnboardingLinks } from "./onboarding-links.js";
import { createPartners, type Partners } from "./partners.js";
import { createPermissions, type Permissions } from "./permissions.js";
import { createPlans, type Plans } from "./planned.js";
import { createPlatformSecrets, type PlatformSecrets } from "./platform-secrets.js";
import { createResets, type Resets } from "./resets.js";
import { createSeeding, type Seeding } from "./seeding.js";
import { createSnapshots, type Snapshots } from "./snapshots.js";
import { createSwitches, type Switches } from "./switches.js";
import { createTargets } from "./targets.js";
import { createTemplates, type Templates } from "./templates.js";
import { createTriggers, type Triggers } from "./triggers.js";
import { createUrlTests, type UrlTests } from "./url-tests.js";
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
  metaSignups: MetaSignups;
  autopilots: Autopilots;
  cancellations: Cancellations;
  clientHub: ClientHub;
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
  snapshots: Snapshots;
  plans: Plans;
  editedDeliveries: EditedDeliveries;
  channelHistory: ChannelHistory;
  channelOverview: ChannelOverview;
  onboardingLinks: OnboardingLinks;
  platformSecrets: PlatformSecrets;
  urlTests: UrlTests;
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
  const access = createAccess(context);
  const signatures = createIoSignatures(context, { partners, keys: access.keys });
  const autopilots = createAutopilots(context, { partners, clients });
  const visits = createVisits(context, {
    partners,
    clients,
    channels,
    lives,
    permissions,
    signatures,
    autopilots,
  });
  const cancellations = createCancellations(context, channels, events, apiKeys);
  const clientHub = createClientHub(context, { clients, channels, permissions, cancellations, apiKeys });
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
  const snapshots = createSnapshots(context, access.rateLimits);
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
    metaSignups: createMetaSignups(context, { partners, clients, channels, visits }),
    autopilots,
    events,
    cancellations,
    clientHub,
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
    snapshots,
    plans: createPlans(context.clock, context.outbox),
    editedDeliveries: createEditedDeliveries(context, createTargets(partners, channels)),
    channelHistory: createChannelHistory(context),
    channelOverview: createChannelOverview(context),
    onboardingLinks: createOnboardingLinks(context, partners),
    platformSecrets: createPlatformSecrets(context, partners),
    urlTests: createUrlTests(context, partners),
  };
}
