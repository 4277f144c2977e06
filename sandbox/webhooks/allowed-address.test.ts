import { expect, it } from "vitest";
import { isNear, nearLookup, refuseRemoteAddress } from "./allowed-address.js";

it.each([
  "127.0.0.1",
  "127.9.9.9",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "::1",
  "fd00::1",
  "::ffff:127.0.0.1",
])("%s is near", (address) => expect(isNear(address)).toBe(true));

it.each([
  "8.8.8.8",
  "172.15.0.1",
  "172.32.0.1",
  "169.254.169.254",
  "192.167.1.1",
  "2001:db8::1",
  "fe80::1",
  "::ffff:8.8.8.8",
])("%s is remote", (address) => expect(isNear(address)).toBe(false));

it.each([
  ["http://8.8.8.8/hook", "8.8.8.8"],
  ["http://[2001:db8::1]:80/", "2001:db8::1"],
  // The URL parser turns other spellings of an address into the plain one.
  ["http://0x08080808/", "8.8.8.8"],
  ["http://169.254.169.254/latest", "169.254.169.254"],
])("%s is refused at once, with the remedy", (url, address) => {
  expect(() => refuseRemoteAddress(url)).toThrow(
    new RegExp(`^${address.replaceAll(".", "\\.")} is neither .*--allow-remote`),
  );
});

it.each(["http://127.0.0.1:3000/", "http://[::1]/", "http://localhost:3000/", "http://2130706433/"])(
  "%s may be tried",
  (url) => {
    expect(() => refuseRemoteAddress(url)).not.toThrow();
  },
);

/** What a connection is told, when a name resolves to these addresses. */
function lookedUp(...addresses: string[]): Promise<unknown> {
  const resolve = nearLookup((_host, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    ),
  );
  return new Promise((done) => resolve("hook.test", { all: true }, (error, found) => done(error ?? found)));
}

it("lets a name through that is at near addresses only", async () => {
  expect(await lookedUp("127.0.0.1", "::1")).toEqual([
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ]);
});

it("refuses a name that has a remote address among others, and says which", async () => {
  expect(await lookedUp("127.0.0.1", "93.184.216.34")).toMatchObject({
    message:
      "hook.test is at 93.184.216.34, which is neither on this machine nor on a private network. Start the sandbox with --allow-remote to send there.",
  });
});

it("asks anew for each connection, so that a name that moves away is caught", async () => {
  const answers = ["127.0.0.1", "93.184.216.34"];
  const resolve = nearLookup((_host, callback) =>
    callback(null, [{ address: answers.shift() ?? "", family: 4 }]),
  );
  const ask = () =>
    new Promise((done) =>
      resolve("rebind.test", { all: false }, (error, address) => done(error?.message ?? address)),
    );
  expect(await ask()).toBe("127.0.0.1");
  expect(await ask()).toContain("93.184.216.34");
});
