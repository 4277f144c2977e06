/**
 * A font that is the same on every machine: each character is a box, high for capitals and digits, low for the rest.
 * So a picture shows the layout of a page and its colours, and depends on no font that happens to be installed.
 */

const unitsPerEm = 1000;
const advance = 540;
const ascent = 930;
const descent = 240;

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (...values: number[]) =>
  Buffer.concat(values.map((value) => u8((value >> 8) & 0xff, value & 0xff)));
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => u16(value >>> 16, value & 0xffff)));
const zeros = (bytes: number) => Buffer.alloc(bytes);
const padded = (table: Buffer) => Buffer.concat([table, zeros((4 - (table.length % 4)) % 4)]);

const left = 50;
const right = 490;

/** A rectangle from the line upwards. */
const box = (height: number): Buffer =>
  padded(
    Buffer.concat([
      u16(1, left, 0, right, height), // one contour, its bounds
      u16(3, 0), // its last point, no instructions
      u8(1, 1, 1, 1), // four points on the curve, coordinates of two bytes
      u16(left, 0, right - left, 0), // x of each, after the one before
      u16(0, height, 0, -height & 0xffff),
    ]),
  );

// What is missing, a space, a high box, a low one.
const glyphs = [box(720), zeros(0), box(720), box(500)];

/** Ranges of characters, each with the one glyph that all of them have. */
const characters: readonly [from: number, to: number, glyph: number][] = [
  [0x20, 0x20, 1],
  [0x21, 0x60, 2],
  [0x61, 0x7e, 3],
  [0xa0, 0xa0, 1],
  [0xa1, 0x1fff, 3],
  [0x2000, 0x200f, 1],
  [0x2010, 0x10ffff, 3],
];

function characterMap(): Buffer {
  const groups = Buffer.concat(characters.map((group) => u32(...group)));
  // Format 13, "many to one", for all of Unicode.
  const subtable = Buffer.concat([u16(13, 0), u32(16 + groups.length, 0, characters.length), groups]);
  return Buffer.concat([u16(0, 1, 3, 10), u32(12), subtable]);
}

function names(): Buffer {
  const text = Buffer.from("Boxes", "utf16le").swap16();
  const ids = [1, 2, 3, 4, 6];
  const records = ids.map((id) => u16(3, 1, 0x409, id, text.length, 0));
  return Buffer.concat([u16(0, ids.length, 6 + 12 * ids.length), ...records, text]);
}

function tables(): Record<string, Buffer> {
  const offsets = glyphs.map((_, index) =>
    glyphs.slice(0, index).reduce((sum, { length }) => sum + length, 0),
  );
  const glyf = Buffer.concat(glyphs);
  return {
    "OS/2": Buffer.concat([
      u16(4, advance, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0),
      zeros(10 + 16),
      Buffer.from("BOXS"),
      u16(0x40, 0x20, 0xffff, ascent, -descent & 0xffff, 0, ascent, descent),
      zeros(8),
      u16(500, 720, 0, 0x20, 1),
    ]),
    cmap: characterMap(),
    glyf,
    head: Buffer.concat([
      u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      u16(0, unitsPerEm),
      zeros(16),
      u16(left, 0, right, 720, 0, 8, 2, 1, 0),
    ]),
    hhea: Buffer.concat([
      u32(0x10000),
      u16(ascent, -descent & 0xffff, 0, advance, left, unitsPerEm - right, right, 1, 0),
      zeros(12),
      u16(glyphs.length),
    ]),
    hmtx: Buffer.concat(glyphs.map(() => u16(advance, left))),
    loca: u32(...offsets, glyf.length),
    maxp: Buffer.concat([u32(0x10000), u16(glyphs.length, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: names(),
    post: Buffer.concat([u32(0x30000, 0), u16(-75 & 0xffff, 50), zeros(20)]),
  };
}

function checksum(table: Buffer): number {
  let sum = 0;
  const whole = padded(table);
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}

/** The font as a TrueType file. */
function boxFont(): Buffer {
  const entries = Object.entries(tables());
  const directory: Buffer[] = [];
  let offset = 12 + 16 * entries.length;
  for (const [tag, table] of entries) {
    directory.push(Buffer.from(tag), u32(checksum(table), offset, table.length));
    offset += padded(table).length;
  }
  const power = Math.floor(Math.log2(entries.length));
  const header = [u32(0x10000), u16(entries.length, 16 << power, power, 16 * entries.length - (16 << power))];
  return Buffer.concat([...header, ...directory, ...entries.map(([, table]) => padded(table))]);
}

/** A style that writes everything in boxes. */
export const boxStyle = `
@font-face { font-family: Boxes; src: url(data:font/ttf;base64,${boxFont().toString("base64")}); }
*, *::before, *::after, *::placeholder { font-family: Boxes !important; font-synthesis: none; }
`;
