import type { KnownOperation } from "../console/rooms.js";
import { messagingSurface } from "../control-api/messaging-surface.js";
import type { Hub } from "../hub/hub.js";
import { partnerApiSurface, partnerApiV1Surface } from "../partner-api/surface.js";

interface Pattern {
  method: string;
  path: RegExp;
  operation: KnownOperation;
}

const pathPattern = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}/?$`);

/** Finds the operation behind a request of the Partner API or the messaging API. */
export function createOperationFinder(
  hub: Hub,
): (method: string, path: string) => KnownOperation | undefined {
  const surfaces = [partnerApiSurface(hub), partnerApiV1Surface(hub), messagingSurface];
  const patterns: Pattern[] = surfaces.flatMap(({ at, operations }) =>
    operations.map(({ id, method, path, summary, evidence }) => ({
      method: method.toUpperCase(),
      path: pathPattern(at + path),
      operation: { id, summary, evidence },
    })),
  );
  // A path without parameters goes before one that a parameter would cover too.
  return (method, path) => {
    const matches = patterns.filter((one) => one.method === method && one.path.test(path));
    return matches.sort((a, b) => b.path.source.length - a.path.source.length)[0]?.operation;
  };
}
