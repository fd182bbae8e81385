import { unzipSync, zipSync } from 'fflate';
import { ImportFileError } from './import-file-error.js';

/** Fifty thousand rows of thirty cells take about two thirds of it. */
const MAX_UNPACKED_MEGABYTES = 100;

/** The parts of a workbook by their paths in the archive. */
export type WorkbookParts = ReadonlyMap<string, Buffer>;

/**
 * Unpacks the XML parts of a workbook. A part never unpacks to more than the archive states, and no more is taken than a
 * workbook needs: a few kilobytes can unpack to gigabytes. Throws `ImportFileError` for an archive that is broken or too
 * large.
 */
export function unpackWorkbook(archive: Buffer): WorkbookParts {
  let left = MAX_UNPACKED_MEGABYTES * 1024 * 1024;
  try {
    const files = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/i.test(name)) return false;
        left -= originalSize;
        if (left < 0) throw new ImportFileError('workbook_too_large', { max: MAX_UNPACKED_MEGABYTES });
        return true;
      },
    });
    // Some programs on Windows write paths with backslashes.
    return new Map(Object.entries(files).map(([path, part]) => [path.replaceAll('\\', '/'), Buffer.from(part)]));
  } catch (error) {
    throw error instanceof ImportFileError ? error : new ImportFileError('workbook_broken');
  }
}

/** The parts as an archive again, nothing in it compressed. */
export function packWorkbook(parts: WorkbookParts): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
}
