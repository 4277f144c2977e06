import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** The target is neither on this machine nor on a private network. */
export class RemoteTargetError extends Error {
  readonly code = "REMOTE_TARGET";

  constructor(host: string, address: string) {
    const where = host === address ? address : `${host} is at ${address}, which`;
    super(
      `${where} is neither on this machine nor on a private network. Start the sandbox with --allow-remote to send there.`,
    );
  }
}

const near = new BlockList();
near.addAddress("0.0.0.0");
near.addSubnet("127.0.0.0", 8);
near.addSubnet("10.0.0.0", 8);
near.addSubnet("172.16.0.0", 12);
near.addSubnet("192.168.0.0", 16);
near.addAddress("::1", "ipv6");
near.addAddress("::", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/** Whether an IP address is on this machine or in a private range. Link-local ones, where clouds keep secrets, are not. */
export function isNear(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return near.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

/** @throws RemoteTargetError when a URL names a remote address outright; names are checked when they are resolved. */
export function refuseRemoteAddress(url: string): void {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !isNear(host)) throw new RemoteTargetError(host, host);
}

type Resolve = (host: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const system: Resolve = (host, callback) => lookup(host, { all: true }, callback);

/**
 * Resolves names for each new connection and lets through near addresses only, so that a name which pointed here when it
 * was set cannot lead elsewhere later.
 */
export const nearLookup = (resolve: Resolve = system): LookupFunction =>
  function lookupNear(host, options, callback) {
    resolve(host, (error, addresses) => {
      if (error) return callback(error, "");
      const remote = addresses.find(({ address }) => !isNear(address));
      if (remote) return callback(new RemoteTargetError(host, remote.address), "");
      const first = addresses[0];
      if (options.all === true) return callback(null, addresses);
      return first
        ? callback(null, first.address, first.family)
        : callback(new Error(`${host} has no address.`), "");
    });
  };
