import type { Store } from '../../src/lib/store.js';
import { CrmApiError } from '../crm-http.js';
import type { OutgoingMessage, Telegram } from '../telegram.js';
import { TelegramError } from '../telegram-error.js';
import type { DeliveriesApi } from './deliveries-api.js';

/** Broadcasts are over long before; Telegram keeps a file for longer. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** Sends the photo of a broadcast: uploaded once, and by the id that Telegram gave it from then on. */
export class BroadcastPhotos {
  private readonly fileIds = new Map<number, string>();
  private readonly uploading = new Set<number>();

  constructor(
    private readonly telegram: Pick<Telegram, 'send' | 'sendPhoto'>,
    private readonly api: Pick<DeliveriesApi, 'photo'>,
    private readonly store: Store,
    private readonly botId: number,
  ) {}

  /** The id of the message. Throws `TelegramError`: `unreachable` while somebody else's message takes the photo up. */
  async send(broadcastId: number, message: OutgoingMessage): Promise<number> {
    const photoFileId = this.fileIds.get(broadcastId) ?? (await this.recall(broadcastId));
    if (photoFileId === null) return this.upload(broadcastId, message);
    try {
      return await this.telegram.send({ ...message, photoFileId });
    } catch (error) {
      if (!isFileForgotten(error)) throw error;
      this.fileIds.delete(broadcastId);
      return this.upload(broadcastId, message);
    }
  }

  private async upload(broadcastId: number, message: OutgoingMessage): Promise<number> {
    if (this.uploading.has(broadcastId)) throw new TelegramError('unreachable', 'the photo is still on its way');
    this.uploading.add(broadcastId);
    try {
      const { messageId, fileId } = await this.telegram.sendPhoto(message, await this.fetch(broadcastId));
      if (fileId !== null) await this.remember(broadcastId, fileId);
      return messageId;
    } finally {
      this.uploading.delete(broadcastId);
    }
  }

  private async fetch(broadcastId: number): Promise<Uint8Array> {
    try {
      return await this.api.photo(broadcastId);
    } catch (error) {
      const isMissing = error instanceof CrmApiError && error.code === 'not_found';
      throw new TelegramError(isMissing ? 'refused' : 'unreachable', `no photo of broadcast ${broadcastId}`);
    }
  }

  /** Without the store each process uploads once: no reason to send nothing. */
  private async recall(broadcastId: number): Promise<string | null> {
    const fileId = await this.store.get(this.key(broadcastId)).catch(() => null);
    if (fileId !== null) this.fileIds.set(broadcastId, fileId);
    return fileId;
  }

  private async remember(broadcastId: number, fileId: string): Promise<void> {
    this.fileIds.set(broadcastId, fileId);
    await this.store.set(this.key(broadcastId), fileId, KEPT_SECONDS).catch(() => undefined);
  }

  private key(broadcastId: number): string {
    return `bot:${this.botId}:photo:${broadcastId}`;
  }
}

function isFileForgotten(error: unknown): boolean {
  return (
    error instanceof TelegramError && error.failure === 'refused' && /wrong (remote )?file|file_id/i.test(error.message)
  );
}
