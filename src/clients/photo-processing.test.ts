import { describe, expect, it } from '@jest/globals';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { DomainError } from '../errors/domain-error.js';
import { processPhoto } from './photo-processing.js';

const GREEN = { width: 3000, height: 1000, channels: 3 as const, background: '#1f6f5c' };

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await processPhoto(bytes);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'taken';
}

/** A PNG whose header claims so many pixels a side. */
async function claiming(side: number): Promise<Buffer> {
  const png = await sharp({ create: { ...GREEN, width: 1, height: 1 } })
    .png()
    .toBuffer();
  png.writeUInt32BE(side, 16);
  png.writeUInt32BE(side, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

describe('a photo that is kept', () => {
  it('has lost the place where it was taken and everything else that was hidden in the file', async () => {
    const image = sharp({ create: GREEN }).withExif({
      IFD0: { Copyright: 'somebody' },
      IFD3: { GPSLatitude: '42/1 52/1 0/1', GPSLatitudeRef: 'N' },
    });
    const taken = Buffer.concat([await image.jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const { mimeType, bytes } = await processPhoto(taken);
    const { exif, format, width, height } = await sharp(bytes).metadata();
    expect({ mimeType, exif, format, width, height }).toEqual({
      mimeType: 'image/jpeg',
      exif: undefined,
      format: 'jpeg',
      width: 1600,
      height: 533,
    });
    expect(bytes.includes('script')).toBe(false);
    expect(bytes.includes('somebody')).toBe(false);
  });

  it('stands as the camera was held', async () => {
    const lying = await sharp({ create: { ...GREEN, width: 30, height: 10 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await sharp((await processPhoto(lying)).bytes).metadata()).toMatchObject({ width: 10, height: 30 });
  });

  it.each(['png', 'webp'] as const)('is taken as %s too', async (format) => {
    const sent = await sharp({ create: { ...GREEN, width: 20, height: 20 } })
      .toFormat(format)
      .toBuffer();
    expect((await processPhoto(sent)).mimeType).toBe('image/jpeg');
  });
});

describe('no photo', () => {
  it('is a picture that would fill the memory', async () => {
    expect(await refusalOf(await claiming(60_000))).toBe('not_an_image');
  });

  it.each([
    ['only the beginning of one', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a moving picture', Buffer.from('GIF89a')],
    ['nothing', Buffer.alloc(0)],
  ])('is %s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toBe('not_an_image');
  });

  it('is a file that ends too early, or one that is too large', async () => {
    const whole = await sharp({ create: GREEN }).jpeg().toBuffer();
    expect(await refusalOf(whole.subarray(0, whole.length >> 1))).toBe('not_an_image');
    expect(await refusalOf(Buffer.alloc(5 * 1024 * 1024 + 1))).toBe('payload_too_large');
  });
});
