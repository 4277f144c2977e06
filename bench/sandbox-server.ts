/** A sandbox in memory with a client of 20 running channels at PrePayPA. Prints its port and the SQL of its list. */
import Database from "better-sqlite3";
import { startSandbox } from "../dist/sandbox/sandbox.js";

const numbers = 20;
const prepared: string[] = [];
const { prepare } = Database.prototype;
Reflect.set(Database.prototype, "prepare", function record(this: Database.Database, sql: string) {
  prepared.push(sql);
  return prepare.call(this, sql);
});

const sandbox = await startSandbox({ port: 0, clock: { mode: "manual", scale: 0 }, seed: 1 });
const { visits, channels } = sandbox.hub;
let visit = visits.open("PrePayPA", { redirect_url: "http://127.0.0.1:9/" });
visit = visits.signUp(visit, { name: "Fleet", email: "fleet@bench.example", password: "long enough" });
for (let index = 0; index < numbers; index += 1) {
  const phoneNumber = `+4915100${String(100_000 + index)}`;
  visit = visits.addNumber(visit, { phoneNumber, phoneName: `Number ${index}` });
}
await sandbox.clock.advance("PrePayPA", 60_000);
channels.list("PrePayPA", {});

const sql = prepared.find((text) => /LIMIT \+?\? OFFSET \+?\?/.test(text));
const file = process.argv[2];
if (file !== undefined) await sandbox.backup(file);
console.log(JSON.stringify({ url: sandbox.url, sql }));
process.once("SIGTERM", () => void sandbox.stop());
