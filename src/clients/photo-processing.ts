import { DomainError } from '../errors/domain-error.js';
import { photoType } from './client.rules.js';

/** As it arrives; what is kept is smaller. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
/** A few kilobytes can say that they are a picture of a gigabyte: told by the header, before anything is unpacked. */
const MAX_PIXELS = 50_000_000;
/** Enough for a screen and for Telegram, which shows no more. */
const MAX_SIDE_PX = 1600;
const QUALITY = 85;

export interface Photo {
  mimeType: string;
  bytes: Buffer;
}

/** One picture at a time: each takes some tens of megabytes while it is unpacked. */
let tail: Promise<unknown> = Promise.resolve();

/**
 * The photo as it is kept: unpacked and packed anew as a JPEG of at most 1600 pixels a side, turned as the camera was
 * held, without the place where it was taken or anything else that was hidden in the file. Throws `payload_too_large`,
 * and `not_an_image` naming `photo` for what is no JPEG, PNG or WebP through and through.
 */
export async function processPhoto(bytes: Buffer): Promise<Photo> {
  if (bytes.length > MAX_PHOTO_BYTES) throw new DomainError('payload_too_large');
  if (photoType(bytes) === null) throw DomainError.field('photo', 'not_an_image');
  const work = tail.then(() => pack(bytes));
  tail = work.catch(() => undefined);
  return { mimeType: 'image/jpeg', bytes: await work };
}

async function pack(bytes: Buffer): Promise<Buffer> {
  // Loaded with the first photo: the library alone is larger than the rest of a small process.
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    throw DomainError.field('photo', 'not_an_image');
  }
}
