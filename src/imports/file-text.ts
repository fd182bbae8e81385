import { ImportFileError } from './import-file-error.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

export interface FileText {
  text: string;
  encoding: Encoding;
}

const MAX_MEGABYTES = 20;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const PDF = [0x25, 0x50, 0x44, 0x46];
const SAMPLE_BYTES = 4096;
// Control characters that no text file has; tab, line feed, form feed, carriage return and Ctrl-Z (DOS end) may be there.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const BINARY = /[\u0000-\u0008\u000B\u000E-\u0019\u001B-\u001F]/;

/**
 * The text of a studio's file: UTF-8 with or without a byte order mark, UTF-16, or windows-1251 (what Excel in Russia
 * saves). Throws `ImportFileError` for what is no text: an empty file, a workbook, a web page, binary data.
 */
export function decodeFile(bytes: Uint8Array): FileText {
  if (bytes.length > MAX_MEGABYTES * 1024 * 1024) throw new ImportFileError('file_too_large', { max: MAX_MEGABYTES });
  if (startsWith(bytes, ZIP) || startsWith(bytes, OLE)) throw new ImportFileError('is_workbook');
  if (startsWith(bytes, PDF)) throw new ImportFileError('is_binary');
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.trim() === '') throw new ImportFileError('file_empty');
  if (BINARY.test(text)) throw new ImportFileError('is_binary');
  if (/^\s*<(!doctype|html|head|body|table|\?xml)\b/i.test(text)) throw new ImportFileError('is_html');
  return { text, encoding };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
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
