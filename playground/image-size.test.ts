import { describe, expect, it } from '@jest/globals';
import { readImageSize } from './image-size.js';

/** Pictures of 640 x 480 up to the end of what tells their size. */
const JPEG = 'ffd8ffe000104a46494600010100000100010000ffdb00040000ffc000110801e0028003012200021101031101';
const PNG = '89504e470d0a1a0a0000000d4948445200000280000001e00802000000';
const WEBP_LOSSY = '524946461a00000057454250565038200e0000003001009d012a8002e001';
const WEBP_LOSSLESS = '524946461a000000574542505650384c0d0000002f7fc2770000';
const WEBP_EXTENDED = '524946461a00000057454250565038580a000000100000007f0200df0100';

describe('the size of a picture', () => {
  it.each([
    ['JPEG', JPEG, 'image/jpeg', 'jpg'],
    ['PNG', PNG, 'image/png', 'png'],
    ['lossy WebP', WEBP_LOSSY, 'image/webp', 'webp'],
    ['lossless WebP', WEBP_LOSSLESS, 'image/webp', 'webp'],
    ['extended WebP', WEBP_EXTENDED, 'image/webp', 'webp'],
  ])('is read from a %s by its content', (_kind, hex, mime, extension) => {
    expect(readImageSize(Buffer.from(hex, 'hex'))).toEqual({ width: 640, height: 480, mime, extension });
  });

  it.each([
    ['nothing', ''],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('hex')],
    ['a JPEG cut off before its size', JPEG.slice(0, 52)],
    ['a PNG cut off before its size', PNG.slice(0, 34)],
    ['a JPEG with rubbish between its parts', `ffd8${'00'.repeat(40)}`],
  ])('is not read from %s', (_what, hex) => {
    expect(readImageSize(Buffer.from(hex, 'hex'))).toBeNull();
  });
});
