import type { Encoding } from './book-table.js';
import { ImportFileError } from './import-file-error.js';

export interface FileText {
  text: string;
  encoding: Encoding;
}

const SAMPLE_BYTES = 4096;
// Control characters that no text file has; tab, line feed, form feed, carriage return and Ctrl-Z (DOS end) may be there.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const BINARY = /[\u0000-\u0008\u000B\u000E-\u0019\u001B-\u001F]/;

/**
 * The text of a studio's file: UTF-8 with or without a byte order mark, UTF-16, or windows-1251 (what Excel in Russia
 * saves). Throws `ImportFileError` for what is no table: an empty file, a web page, binary data.
 */
export function decodeFile(bytes: Uint8Array): FileText {
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.trim() === '') throw new ImportFileError('file_empty');
  if (BINARY.test(text)) throw new ImportFileError('is_binary');
  if (/^\s*<(!doctype|html|head|body|table|\?xml)\b/i.test(text)) throw new ImportFileError('is_html');
  return { text, encoding };
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return guessUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1251');
}

/** Without a mark UTF-16 shows by its digits and separators: every other byte of them is zero. */
function guessUtf16(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 20 && even === 0) return 'utf-16le';
  if (even > sample.length / 20 && odd === 0) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
