import { ImportFileError } from './import-file-error.js';

const MAX_MEGABYTES = 20;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLE = Buffer.from('d0cf11e0', 'hex');
const PDF = Buffer.from('%PDF');
/** Excel puts a workbook with a password, new or old, into the container of the old format, under this name. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * What a file is by its content, whatever its name says. Throws `ImportFileError` for one that is too large or of a
 * format that cannot be read: an old .xls, a workbook with a password, a PDF.
 */
export function fileKind(file: Buffer): 'workbook' | 'text' {
  if (file.length > MAX_MEGABYTES * 1024 * 1024) throw new ImportFileError('file_too_large', { max: MAX_MEGABYTES });
  if (startsWith(file, OLE))
    throw new ImportFileError(file.includes(ENCRYPTED) ? 'workbook_encrypted' : 'old_workbook');
  if (startsWith(file, PDF)) throw new ImportFileError('is_binary');
  return startsWith(file, ZIP) ? 'workbook' : 'text';
}

function startsWith(file: Buffer, signature: Buffer): boolean {
  return file.subarray(0, signature.length).equals(signature);
}
