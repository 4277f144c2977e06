/**
 * A sandbox in memory with a client of 20 running channels at PrePayPA. Prints its address, and for each call of the
 * bench the SQL that the hub runs. `node bench/sandbox-server.ts COPY.db` also copies its database.
 */
import Database from "better-sqlite3";
import { startSandbox } from "../dist/sandbox/sandbox.js";
import type { Call, Ran } from "./work.ts";

const numbers = 20;
let ran: Ran[] | undefined;

/** Writes down what a statement is asked while somebody listens. */
function listenTo<Statement extends object>(statement: Statement, sql: string): Statement {
  for (const method of ["get", "all", "run"] as const) {
    const original: unknown = Reflect.get(statement, method);
    if (typeof original !== "function") continue;
    Reflect.set(statement, method, (...values: unknown[]) => {
      ran?.push({ sql, method, values });
      return original.apply(statement, values);
    });
  }
  return statement;
}

const { prepare } = Database.prototype;
let listening = true;
Reflect.set(Database.prototype, "prepare", function record(this: Database.Database, sql: string) {
  const statement = prepare.call(this, sql);
  return listening ? listenTo(statement, sql) : statement;
});

async function start() {
  const sandbox = await startSandbox({ port: 0, clock: { mode: "manual", scale: 0 }, seed: 1 });
  const { visits } = sandbox.hub;
  let visit = visits.open("PrePayPA", { redirect_url: "http://127.0.0.1:9/" });
  visit = visits.signUp(visit, { name: "Fleet", email: "fleet@bench.example", password: "long enough" });
  for (let index = 0; index < numbers; index += 1) {
    const phoneNumber = `+4915100${String(100_000 + index)}`;
    visit = visits.addNumber(visit, { phoneNumber, phoneName: `Number ${index}` });
  }
  await sandbox.clock.advance("PrePayPA", 60_000);
  return { sandbox, channel: visit.added[0] ?? "" };
}

function listen(name: string, method: Call["method"], path: string, work: () => unknown): Call {
  work();
  ran = [];
  work();
  // The bare server has a transaction of its own.
  const own = ran.filter(({ sql }) => !/^(BEGIN|COMMIT|ROLLBACK)/.test(sql));
  const call = { name, method, path: `/api/v2/partners/PrePayPA${path}`, ran: own };
  ran = undefined;
  return call;
}

// One sandbox is listened to, which costs it time; the other, the same by its seed, is the one that is measured.
const heard = await start();
const { channels, apiKeys } = heard.sandbox.hub;
const filters = { "setup_info.phone_number": "4915100100007" };
const calls = [
  listen("list 20 channels", "GET", "/channels", () => channels.list("PrePayPA", {})),
  listen(
    "list filtered by phone number",
    "GET",
    `/channels?filters=${encodeURIComponent(JSON.stringify(filters))}`,
    () => channels.list("PrePayPA", { filters }),
  ),
  listen("one channel", "GET", `/channels/${heard.channel}`, () => channels.get("PrePayPA", heard.channel)),
  listen("create an API key", "POST", `/channels/${heard.channel}/api_keys`, () =>
    apiKeys.create("PrePayPA", heard.channel),
  ),
];
await heard.sandbox.stop();

listening = false;
const { sandbox } = await start();
const file = process.argv[2];
if (file !== undefined) await sandbox.backup(file);
console.log(JSON.stringify({ url: sandbox.url, calls }));
process.once("SIGTERM", () => void sandbox.stop());
