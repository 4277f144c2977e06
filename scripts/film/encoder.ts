import type { Browser } from "playwright";

/** The part of a picture that differs from the one before, as a still WebP. */
interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
  webp: Buffer;
}

/** Makes WebP files. A browser has all that it takes: decoder, canvas and encoder. */
export interface Encoder {
  /** @returns nothing when the picture is the same as the one before. */
  encode(png: Buffer): Promise<Part | undefined>;
}

interface EncoderOptions {
  width: number;
  height: number;
  /** 0 to 1. */
  quality: number;
}

/** Runs in the page: keeps the last picture, and finds the box around all that changed. */
async function encodeInPage({ png, width, height, quality }: EncoderOptions & { png: string }) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const picture = new OffscreenCanvas(width, height).getContext("2d", {
    alpha: false,
    willReadFrequently: true,
  });
  if (!picture) throw new Error("The browser has no canvas.");
  picture.imageSmoothingQuality = "high";
  picture.drawImage(bitmap, 0, 0, width, height);
  const now = new Uint32Array(picture.getImageData(0, 0, width, height).data.buffer);
  const before: unknown = Reflect.get(globalThis, "before");
  Reflect.set(globalThis, "before", now);
  let [left, top, right, bottom] =
    before instanceof Uint32Array ? [width, height, 0, 0] : [0, 0, width, height];
  if (before instanceof Uint32Array) {
    for (let index = 0; index < now.length; index += 1) {
      if (now[index] === before[index]) continue;
      const x = index % width;
      const y = (index - x) / width;
      left = Math.min(left, x & ~1);
      top = Math.min(top, y & ~1);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }
  }
  if (right <= left) return undefined;
  const part = new OffscreenCanvas(right - left, bottom - top);
  part.getContext("2d", { alpha: false })?.drawImage(picture.canvas, -left, -top);
  const bytes = new Uint8Array(
    await (await part.convertToBlob({ type: "image/webp", quality })).arrayBuffer(),
  );
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { x: left, y: top, width: part.width, height: part.height, webp: btoa(text) };
}

/** Opens the page that encodes. */
export async function openEncoder(browser: Browser, options: EncoderOptions): Promise<Encoder> {
  const page = await browser.newPage();
  return {
    async encode(png) {
      const part = await page.evaluate(encodeInPage, { ...options, png: png.toString("base64") });
      return part && { ...part, webp: Buffer.from(part.webp, "base64") };
    },
  };
}
