import { randomBytes } from 'node:crypto';
import { badRequest } from './api-error.js';
import { readImageSize, type ImageSize } from './image-size.js';
import type { PhotoSize } from './wire.js';

export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_SIDES_TOTAL = 10_000;
const MAX_ASPECT_RATIO = 20;
const THUMBNAIL_SIDE = 90;
const MAX_STORED_BYTES = 256 * 1024 * 1024;

export interface StoredFile {
  id: string;
  path: string;
  mime: string;
  bytes: Buffer;
}

/** Photos sent by either side. The oldest are forgotten once all together outgrow the memory meant for them. */
export class Files {
  private readonly byId = new Map<string, StoredFile>();
  private storedBytes = 0;

  /**
   * Stores a photo and returns its sizes, the largest last, as Telegram lists them. There is no image library here:
   * the small size has its own file_id but the same bytes. Throws 400 for what Telegram takes for no photo.
   */
  addPhoto(bytes: Buffer): PhotoSize[] {
    if (bytes.length === 0) throw badRequest('file must be non-empty');
    if (bytes.length > MAX_PHOTO_BYTES) {
      throw badRequest(
        `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
      );
    }
    const size = readImageSize(bytes);
    if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
    const ratio = Math.max(size.width, size.height) / Math.min(size.width, size.height);
    if (size.width + size.height > MAX_SIDES_TOTAL || !(ratio <= MAX_ASPECT_RATIO)) {
      throw badRequest('PHOTO_INVALID_DIMENSIONS');
    }
    return [this.store(bytes, size, THUMBNAIL_SIDE), this.store(bytes, size)];
  }

  find(id: string): StoredFile | undefined {
    return this.byId.get(id);
  }

  findByPath(path: string): StoredFile | undefined {
    return [...this.byId.values()].find((file) => file.path === path);
  }

  list(): StoredFile[] {
    return [...this.byId.values()];
  }

  restore(file: StoredFile): void {
    this.byId.set(file.id, file);
    this.storedBytes += file.bytes.length;
    for (const [id, { bytes }] of this.byId) {
      if (this.storedBytes <= MAX_STORED_BYTES) return;
      this.byId.delete(id);
      this.storedBytes -= bytes.length;
    }
  }

  private store(bytes: Buffer, size: ImageSize, maxSide?: number): PhotoSize {
    const unique = randomBytes(6).toString('hex');
    const id = `AgACAgIAAxkBAAI${randomBytes(24).toString('base64url')}`;
    this.restore({ id, path: `photos/file_${unique}.${size.extension}`, mime: size.mime, bytes });
    const scale = maxSide ? Math.min(1, maxSide / Math.max(size.width, size.height)) : 1;
    return {
      file_id: id,
      file_unique_id: unique,
      width: Math.max(1, Math.round(size.width * scale)),
      height: Math.max(1, Math.round(size.height * scale)),
      ...(maxSide ? {} : { file_size: bytes.length }),
    };
  }
}
