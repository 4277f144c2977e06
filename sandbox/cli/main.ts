#!/usr/bin/env node
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  // The database module would crash this process without a word.
  console.error(
    `hub-sandbox needs Node 22.19 or newer; this is Node ${process.versions.node}. Inside a clone, npm scripts bring their own.`,
  );
  process.exit(1);
}

// Compiled code is kept between starts, which makes the second and later ones faster.
module.enableCompileCache();

const { runCommandLine } = await import("./program.js");
await runCommandLine(process.argv);
