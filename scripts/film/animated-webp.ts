/** A picture of an animation: what has changed since the one before, and how long it stays. */
export interface WebpFrame {
  /** Where it goes, in pixels; even numbers, because the format counts in pairs. */
  x: number;
  y: number;
  width: number;
  height: number;
  durationMs: number;
  /** A still WebP file of this part. */
  webp: Buffer;
}

const uint24 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A chunk of a RIFF file; an odd one is filled up. */
const chunk = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name, "latin1"), uint32(body.length), body, Buffer.alloc(body.length % 2)]);

/** The chunks of a still file that hold its picture; others (colour profile, metadata) have no place in a frame. */
function pictureIn(webp: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 12; at + 8 <= webp.length; ) {
    const name = webp.toString("latin1", at, at + 4);
    const length = webp.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (["ALPH", "VP8 ", "VP8L"].includes(name)) parts.push(webp.subarray(at, end));
    at = end;
  }
  if (parts.length === 0) throw new Error("The file holds no WebP picture.");
  return Buffer.concat(parts);
}

const isAnimated = 0x02;
const doNotBlend = 0x02;

function frameChunk({ x, y, width, height, durationMs, webp }: WebpFrame): Buffer {
  const head = [x / 2, y / 2, width - 1, height - 1, Math.round(durationMs)].map(uint24);
  return chunk("ANMF", Buffer.concat([...head, Buffer.from([doNotBlend]), pictureIn(webp)]));
}

/**
 * Puts still pictures together to one animation that repeats for ever. The format: RFC 9649, section 2.7.
 *
 * @param size of the whole picture, in pixels.
 */
export function animatedWebp(size: { width: number; height: number }, frames: readonly WebpFrame[]): Buffer {
  const features = Buffer.concat([
    Buffer.from([isAnimated, 0, 0, 0]),
    uint24(size.width - 1),
    uint24(size.height - 1),
  ]);
  const white = Buffer.alloc(4, 255);
  const forEver = Buffer.alloc(2);
  const body = Buffer.concat([
    Buffer.from("WEBP", "latin1"),
    chunk("VP8X", features),
    chunk("ANIM", Buffer.concat([white, forEver])),
    ...frames.map(frameChunk),
  ]);
  return Buffer.concat([Buffer.from("RIFF", "latin1"), uint32(body.length), body]);
}
