#!/usr/bin/env node
import { Command, InvalidArgumentError } from "commander";
import { startReferenceClient } from "./app.js";
import { ConfigError, readConfig } from "./config.js";
import { ListenError } from "./listen.js";
import { DatabaseError } from "./store/database.js";

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new InvalidArgumentError("Give a full address, such as https://desk.example.");
  }
  return text;
}

interface Flags {
  port: number;
  host: string;
  publicUrl?: string;
  config?: string;
  db: string;
  json?: true;
}

async function run({ config, json, ...flags }: Flags): Promise<void> {
  const client = await startReferenceClient({
    ...flags,
    ...(config === undefined ? {} : { config: readConfig(config) }),
    log: (line) => console.error(line),
  });
  console.log(json ? JSON.stringify({ url: client.url }) : `Harbour Desk is open at ${client.url}`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await client.stop();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

await new Command("reference-client")
  .description("Harbour Desk: a partner's app, the model of an Integrated Onboarding.")
  .option("--port <number>", "port to listen on; 0 picks a free one", portNumber, 3000)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--public-url <url>", "where browsers and the hub reach this app", webAddress)
  .option("--config <file>", "JSON file: hubs, keys, texts, timings")
  .option("--db <file>", "SQLite file, or :memory:", ":memory:")
  .option("--json", "print one line of JSON when ready")
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    const expected = [ConfigError, ListenError, DatabaseError].some((kind) => error instanceof kind);
    console.error(expected && error instanceof Error ? error.message : error);
    process.exit(1);
  });
