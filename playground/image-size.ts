export interface ImageSize {
  width: number;
  height: number;
  mime: string;
  extension: string;
}

/** Kind and size of a JPEG, PNG or WebP by its content, whatever its name says; null for anything else. */
export function readImageSize(bytes: Buffer): ImageSize | null {
  try {
    const size = readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // A header that ends in the middle of a number.
    const { code } = error as { code?: unknown };
    if (code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS') return null;
    throw error;
  }
}

function readPng(bytes: Buffer): ImageSize | null {
  if (!bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), mime: 'image/png', extension: 'png' };
}

function readWebp(bytes: Buffer): ImageSize | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  const webp = (width: number, height: number) => ({ width, height, mime: 'image/webp', extension: 'webp' });
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return webp(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return webp((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
    }
    case 'VP8 ':
      return webp(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
    default:
      return null;
  }
}

/** Walks the segments up to the frame header (SOF0-SOF15 without the tables DHT, JPG and DAC), which holds the size. */
function readJpeg(bytes: Buffer): ImageSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return { width, height, mime: 'image/jpeg', extension: 'jpg' };
    }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
