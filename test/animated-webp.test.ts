import { expect, test } from "vitest";
import { animatedWebp } from "../scripts/film/animated-webp.ts";

// A still picture of one pixel, without loss.
const pixel = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");

interface Chunk {
  name: string;
  body: Buffer;
}

function chunksIn(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    chunks.push({
      name: bytes.toString("latin1", at, at + 4),
      body: bytes.subarray(at + 8, at + 8 + length),
    });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

test("frames become one file whose lengths add up, each with its place and its time", () => {
  const size = { width: 960, height: 540 };
  const frame = { x: 0, y: 0, width: 1, height: 1, durationMs: 2000, webp: pixel };
  const file = animatedWebp(size, [frame, { ...frame, x: 300, y: 2, durationMs: 200.4 }]);
  const [riff, ...others] = chunksIn(file);
  expect([riff?.name, others]).toEqual(["RIFF", []]);
  expect(riff?.body.toString("latin1", 0, 4)).toBe("WEBP");

  const [features, animation, first, second] = chunksIn(riff?.body.subarray(4) ?? file);
  expect(features).toMatchObject({ name: "VP8X" });
  expect([features?.body.readUIntLE(4, 3), features?.body.readUIntLE(7, 3)]).toEqual([959, 539]);
  expect(animation).toMatchObject({ name: "ANIM" });
  expect(animation?.body.readUInt16LE(4), "repeats for ever").toBe(0);

  const placed = [first, second].map((one) => ({
    name: one?.name,
    x: (one?.body.readUIntLE(0, 3) ?? 0) * 2,
    y: (one?.body.readUIntLE(3, 3) ?? 0) * 2,
    durationMs: one?.body.readUIntLE(12, 3),
    picture: chunksIn(one?.body.subarray(16) ?? file).map(({ name }) => name),
  }));
  expect(placed).toEqual([
    { name: "ANMF", x: 0, y: 0, durationMs: 2000, picture: ["VP8L"] },
    { name: "ANMF", x: 300, y: 2, durationMs: 200, picture: ["VP8L"] },
  ]);
});

test("a file without a picture is refused", () => {
  const frame = { x: 0, y: 0, width: 1, height: 1, durationMs: 1, webp: pixel.subarray(0, 12) };
  expect(() => animatedWebp({ width: 1, height: 1 }, [frame])).toThrow("no WebP picture");
});
