import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { diagnoseSignature } from "./io-signature-diagnosis.js";

const partnerId = "DirectPA";
const secret = "a1b2c3d4";
const timestamp = "1775653748";
const text = `${partnerId}|${timestamp}`;
const otherKeys = [
  { key: "partner-key", name: 'the partner API key "default"' },
  { key: "other-secret", name: "the platform secret of PrePayPA" },
];

const diagnose = (signature: string, encoding: "hex" | "any" = "hex", at = timestamp) =>
  diagnoseSignature({
    ...{ partnerId, secret, otherKeys, otherPartners: ["PrePayPA"] },
    ...{ signature, timestamp: at, encoding },
  });

const hmac = (over: string, key: string | Buffer = secret, algorithm = "sha512") =>
  createHmac(algorithm, key).update(over).digest("hex");
const right = hmac(text);
const rightBytes = Buffer.from(right, "hex");

const hmacExpected = "HMAC-SHA512 is expected";

test.each<[what: string, signature: string, ...says: string[]]>([
  ["SHA-256", hmac(text, secret, "sha256"), `io_signature is HMAC-SHA256. ${hmacExpected}`],
  ["SHA-1", hmac(text, secret, "sha1"), `io_signature is HMAC-SHA1. ${hmacExpected}`],
  [
    "no HMAC",
    createHash("sha512")
      .update(text + secret)
      .digest("hex"),
    "is a plain SHA-512 hash",
  ],
  ["upper case", right.toUpperCase(), "io_signature is upper-case hex. Lower-case hex is expected."],
  ["base64", rightBytes.toString("base64"), "io_signature is base64. Lower-case hex is expected."],
  ["a prefix", `sha512=${right}`, 'io_signature begins with "sha512=". Leave that out.'],
  ["milliseconds", hmac(`${text}037`), "made with milliseconds, and io_timestamp carries seconds"],
  [
    "another second",
    hmac(`${partnerId}|1775653749`),
    "made for the time 1775653749, and io_timestamp is another",
  ],
  [
    "another joint",
    hmac(`${partnerId}:${timestamp}`),
    `made of the text "DirectPA:1775653748". "${text}" is expected.`,
  ],
  ["the wrong way round", hmac(`${timestamp}|${partnerId}`), 'made of the text "1775653748|DirectPA"'],
  ["the time alone", hmac(timestamp), 'made of the text "1775653748"'],
  ["a line break in the text", hmac(`${text}\n`), String.raw`made of the text "DirectPA|1775653748\n"`],
  [
    "another partner",
    hmac(`PrePayPA|${timestamp}`),
    "made for the partner PrePayPA, and the link opens DirectPA",
  ],
  ["the API key", hmac(text, "partner-key"), 'Its key is the partner API key "default".'],
  ["another secret", hmac(text, "other-secret"), "Its key is the platform secret of PrePayPA."],
  ["a line break in the secret", hmac(text, `${secret}\n`), "line break at the end. Trim it."],
  ["a decoded secret", hmac(text, Buffer.from(secret, "hex")), "Its key is the platform secret read as hex."],
  ["no secret", hmac(text, ""), "Its key is empty."],
  [
    "three mistakes at once",
    Buffer.from(hmac(`${partnerId}:${timestamp}`, secret, "sha256"), "hex").toString("base64"),
    "io_signature is base64.",
    "io_signature is HMAC-SHA256.",
    'made of the text "DirectPA:1775653748"',
  ],
  [
    "too short",
    right.slice(0, 64),
    "stands for 32 bytes, as SHA-256 gives; HMAC-SHA512 gives 64",
    "No usual mistake",
  ],
  [
    "a stranger's",
    "0".repeat(128),
    "belongs to another text or another secret",
    "No usual mistake explains it",
  ],
  ["no signature at all", "let me in!", "neither hex nor base64 (10 characters)"],
])("recognises %s", (_what, signature, ...says) => {
  const findings = diagnose(signature);
  expect(findings).toHaveLength(says.length);
  for (const [index, say] of says.entries()) expect(findings[index]).toContain(say);
  expect(findings.join(" ")).not.toContain(right);
  expect(findings.join(" ")).not.toContain(secret);
});

test("recognises seconds that were signed for a link in milliseconds", () => {
  expect(diagnose(right, "hex", `${timestamp}123`)).toEqual([
    "io_signature was made with seconds, and io_timestamp carries milliseconds. Send the seconds.",
  ]);
});

test("recognises base64 whose plus signs became spaces", () => {
  const withPlus = Array.from({ length: 50 }, (_, second) => String(1_775_653_748 + second))
    .map((at) => ({ at, base64: createHmac("sha512", secret).update(`${partnerId}|${at}`).digest("base64") }))
    .find(({ base64 }) => /.\+./.test(base64));
  expect(withPlus).toBeDefined();
  const arrived = withPlus?.base64.replaceAll("+", " ") ?? "";
  expect(diagnose(arrived, "any", withPlus?.at)).toEqual([
    "The plus signs of io_signature arrived as spaces. Percent-encode it.",
  ]);
});

test("says nothing about the spelling where any is taken", () => {
  const other = hmac(text, "other-secret");
  for (const signature of [other.toUpperCase(), Buffer.from(other, "hex").toString("base64url")]) {
    expect(diagnose(signature, "any")).toEqual([
      "Its key is the platform secret of PrePayPA. The platform secret is expected.",
    ]);
  }
});
