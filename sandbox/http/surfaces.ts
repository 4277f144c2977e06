import type { Hono } from "hono";
import type { ControlRooms } from "../control-api/rooms.js";
import type { Hub } from "../hub/hub.js";
import type { ExchangeEnv } from "./call-faults.js";

/** A part of the origin that is loaded when it is first asked for, so that a start does not wait for what nobody uses. */
export interface LazySurface {
  /** Whether a path is this surface's. */
  owns(path: string): boolean;
  load(hub: Hub, control: ControlRooms): Promise<(app: Hono<ExchangeEnv>) => void>;
}

const isPage = (path: string) => path.startsWith("/onboarding/") || path.startsWith("/dashboard/");
const isPartnerApi = (path: string) => path.startsWith("/api/v2/") || path.startsWith("/v1/partners/");

const isConsole = (path: string) => path === "/_sandbox" || path.startsWith("/_sandbox/");
const isClientHub = (path: string) => path === "/client-hub" || path.startsWith("/client-hub/");
const isPartnerHub = (path: string) => path === "/partner-hub" || path.startsWith("/partner-hub/");

/** The surfaces besides the control API, in the order they are mounted; the messaging API has the root, and the rest. */
export const lazySurfaces: readonly LazySurface[] = [
  {
    owns: (path) =>
      isConsole(path) && !path.startsWith("/_sandbox/api/") && !path.startsWith("/_sandbox/assets/"),
    async load(hub, control) {
      const { createConsole } = await import("../console/routes.js");
      const { createOperationFinder } = await import("./known-operations.js");
      const consolePages = createConsole({ ...control, operationFor: createOperationFinder(hub) });
      return (app) => void app.route("/", consolePages);
    },
  },
  {
    owns: isClientHub,
    async load(hub) {
      const { createClientHubPages } = await import("../client-hub/routes.js");
      return (app) => void app.route("/", createClientHubPages(hub));
    },
  },
  {
    owns: isPartnerHub,
    async load(hub) {
      const { createPartnerHub } = await import("../partner-hub/routes.js");
      const partnerHub = createPartnerHub(hub);
      return (app) => void app.route("/", partnerHub);
    },
  },
  {
    owns: isPartnerApi,
    async load(hub) {
      const { createPartnerApi } = await import("../partner-api/routes.js");
      const { createPartnerApiV1 } = await import("../partner-api/v1.js");
      return (app) => void app.route("/api/v2", createPartnerApi(hub)).route("/v1", createPartnerApiV1(hub));
    },
  },
  {
    owns: isPage,
    async load(hub) {
      const { createPermissionsPage } = await import("../permissions-page/routes.js");
      return (app) => void app.route("/", createPermissionsPage(hub));
    },
  },
  {
    owns: (path) =>
      !isPage(path) && !isClientHub(path) && !isPartnerHub(path) && !isPartnerApi(path) && !isConsole(path),
    async load(hub) {
      const { createMessagingApi } = await import("../messaging-api/routes.js");
      return (app) => void app.route("/", createMessagingApi(hub));
    },
  },
];
