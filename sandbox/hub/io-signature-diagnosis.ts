import { createHash, createHmac } from "node:crypto";

/** What was signed wrongly, and with which keys a developer may have signed it by mistake. */
export interface WrongSignature {
  partnerId: string;
  secret: string;
  /** Other texts that are at hand where links are made, each with what it is. */
  otherKeys: readonly { key: string; name: string }[];
  otherPartners: readonly string[];
  signature: string;
  timestamp: string;
  encoding: "hex" | "any";
}

interface Variant<Value> {
  value: Value;
  /** What is different from what is expected; `null` for what is expected. */
  mistake: string | null;
}

const bytesOfAlgorithm: Record<number, string> = {
  16: "MD5",
  20: "SHA-1",
  28: "SHA-224",
  32: "SHA-256",
  48: "SHA-384",
  64: "SHA-512",
};

type Sign = (text: string, key: string | Buffer) => Buffer;

const hmac =
  (algorithm: string): Sign =>
  (text, key) =>
    createHmac(algorithm, key).update(text, "utf8").digest();

const hash =
  (order: (text: string, key: string) => string): Sign =>
  (text, key) =>
    createHash("sha512").update(order(text, key.toString()), "utf8").digest();

const plainHash =
  "io_signature is a plain SHA-512 hash. HMAC-SHA512 is expected, with the platform secret as its key.";

const algorithms: Variant<Sign>[] = [
  { value: hmac("sha512"), mistake: null },
  ...Object.entries({ SHA256: "sha256", SHA1: "sha1", SHA384: "sha384", MD5: "md5" }).map(
    ([name, algorithm]) => ({
      value: hmac(algorithm),
      mistake: `io_signature is HMAC-${name}. HMAC-SHA512 is expected.`,
    }),
  ),
  ...[
    (text: string) => text,
    (text: string, key: string) => text + key,
    (text: string, key: string) => key + text,
    (text: string, key: string) => `${text}|${key}`,
    (text: string, key: string) => `${key}|${text}`,
  ].map((order) => ({ value: hash(order), mistake: plainHash })),
];

const differentTime = (timestamp: string) =>
  `io_signature was made for the time ${timestamp}, and io_timestamp is another. Read the clock once, and use it for both.`;

// As far apart as two readings of the clock in one request may be.
const nearSeconds = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];

function texts({ partnerId, timestamp, otherPartners }: WrongSignature): Variant<string>[] {
  const seconds = Number(timestamp);
  const texted = (value: string, mistake: string) => ({ value, mistake });
  const signed = (value: string) =>
    texted(
      value,
      `io_signature was made of the text ${JSON.stringify(value)}. "${partnerId}|${timestamp}" is expected.`,
    );
  const others = nearSeconds.map((step) => String(seconds + step));
  return [
    { value: `${partnerId}|${timestamp}`, mistake: null },
    ...others.map((other) => texted(`${partnerId}|${other}`, differentTime(other))),
    ...otherPartners.map((other) =>
      texted(
        `${other}|${timestamp}`,
        `io_signature was made for the partner ${other}, and the link opens ${partnerId}.`,
      ),
    ),
    texted(
      `${partnerId}|${Math.floor(seconds / 1000)}`,
      "io_signature was made with seconds, and io_timestamp carries milliseconds. Send the seconds.",
    ),
    ...["", ":", ".", "-", "_", ",", " | ", "%7C", "\\|"].map((joint) =>
      signed(partnerId + joint + timestamp),
    ),
    ...["|", ":", ""].map((joint) => signed(timestamp + joint + partnerId)),
    signed(timestamp),
    signed(partnerId),
    signed(`${partnerId}|${timestamp}\n`),
    signed(`"${partnerId}|${timestamp}"`),
    signed(`${partnerId.toLowerCase()}|${timestamp}`),
    signed(JSON.stringify({ partnerId, timestamp: seconds })),
  ];
}

function keys({ secret, otherKeys }: WrongSignature): Variant<string | Buffer>[] {
  return [
    { value: secret, mistake: null },
    {
      value: `${secret}\n`,
      mistake: "Its key is the platform secret with a line break at the end. Trim it.",
    },
    { value: ` ${secret}`, mistake: "Its key is the platform secret with a space in front. Trim it." },
    { value: `"${secret}"`, mistake: "Its key is the platform secret in quotes. Take them off." },
    {
      value: Buffer.from(secret, "hex"),
      mistake: "Its key is the platform secret read as hex. Use the secret's characters as they are.",
    },
    {
      value: Buffer.from(secret, "base64"),
      mistake: "Its key is the platform secret read as base64. Use the secret's characters as they are.",
    },
    { value: "", mistake: "Its key is empty. Set the platform secret where the link is made." },
    {
      value: "undefined",
      mistake: 'Its key is the word "undefined". Set the platform secret where the link is made.',
    },
    ...otherKeys.map(({ key, name }) => ({
      value: key,
      mistake: `Its key is ${name}. The platform secret is expected.`,
    })),
  ];
}

/** The bytes that a signature stands for, and what is unusual about how they are written. */
function readLeniently(signature: string, encoding: "hex" | "any") {
  const bare = signature.replace(/^(hmac-)?sha-?\d+=/i, "");
  const mistakes: string[] = [];
  if (bare !== signature)
    mistakes.push(
      `io_signature begins with "${signature.slice(0, signature.length - bare.length)}". Leave that out.`,
    );
  if (/^(?:[0-9a-f]{2})+$/i.test(bare)) {
    const upper = bare !== bare.toLowerCase();
    if (upper && encoding === "hex")
      mistakes.push("io_signature is upper-case hex. Lower-case hex is expected.");
    return { bytes: Buffer.from(bare, "hex"), mistakes };
  }
  // In a query a plus that was not percent-encoded arrives as a space.
  const text = bare.trim().replaceAll(" ", "+");
  if (!/^[\w+/-]+={0,2}$/.test(text)) return { bytes: undefined, mistakes };
  if (text !== bare) mistakes.push("The plus signs of io_signature arrived as spaces. Percent-encode it.");
  const name = /[-_]/.test(text) ? "base64url" : "base64";
  if (encoding === "hex") mistakes.push(`io_signature is ${name}. Lower-case hex is expected.`);
  return { bytes: Buffer.from(text, "base64"), mistakes };
}

/** Which of the thousand it was cannot be told from the seconds. */
function isOfMilliseconds({ partnerId, timestamp, secret }: WrongSignature, bytes: Buffer): boolean {
  const sign = hmac("sha512");
  if (bytes.length !== 64) return false;
  return Array.from({ length: 1000 }, (_, ms) => String(ms).padStart(3, "0")).some((ms) =>
    sign(`${partnerId}|${timestamp}${ms}`, secret).equals(bytes),
  );
}

/** The fewest mistakes that explain the bytes; `undefined` when no usual ones do. */
function explain(wrong: WrongSignature, bytes: Buffer): string[] | undefined {
  // What has another length comes from another algorithm: most garbage is told apart without signing anything.
  const fitting = algorithms.filter(({ value: sign }) => sign("", "").length === bytes.length);
  if (fitting.length === 0) return undefined;
  if (isOfMilliseconds(wrong, bytes))
    return ["io_signature was made with milliseconds, and io_timestamp carries seconds. Sign the seconds."];
  let best: string[] | undefined;
  const [allTexts, allKeys] = [texts(wrong), keys(wrong)];
  for (const algorithm of fitting) {
    for (const text of allTexts) {
      for (const key of allKeys) {
        const mistakes = [algorithm, text, key].flatMap(({ mistake }) => mistake ?? []);
        if (mistakes.length > 2 || mistakes.length >= (best?.length ?? 3)) continue;
        if (algorithm.value(text.value, key.value).equals(bytes)) best = mistakes;
      }
    }
  }
  return best;
}

function describeUnknown(signature: string, bytes: Buffer | undefined): string[] {
  if (bytes === undefined) {
    return [
      `io_signature is neither hex nor base64 (${signature.length} characters). 128 lower-case hex digits are expected.`,
    ];
  }
  const algorithm = bytesOfAlgorithm[bytes.length];
  const length =
    bytes.length === 64
      ? "io_signature has the right length, but belongs to another text or another secret."
      : `io_signature stands for ${bytes.length} bytes${algorithm === undefined ? "" : `, as ${algorithm} gives`}; HMAC-SHA512 gives 64.`;
  return [
    length,
    "No usual mistake explains it. Compare the text and the platform secret that it is made with.",
  ];
}

/**
 * Says what is wrong with a signature, by making it the way that others have got it wrong: another algorithm, text, key or
 * encoding, and pairs of them.
 *
 * @returns a sentence each; they name neither the secret nor the right signature.
 */
export function diagnoseSignature(wrong: WrongSignature): string[] {
  const { bytes, mistakes } = readLeniently(wrong.signature, wrong.encoding);
  const found = bytes && explain(wrong, bytes);
  return [...mistakes, ...(found ?? describeUnknown(wrong.signature, bytes))];
}
