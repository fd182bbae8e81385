import { badRequest } from './api-error.js';

export interface UploadedFile {
  name: string;
  bytes: Buffer;
}

/**
 * The parameters of one call. The real server turns every encoding (query, form, JSON, multipart) into strings first and
 * reads the strings, so `"5"` and `5` are the same chat and nested objects are JSON texts.
 */
export class Params {
  constructor(
    private readonly fields: ReadonlyMap<string, string>,
    private readonly files: ReadonlyMap<string, UploadedFile> = new Map(),
  ) {}

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** The value, or an empty string when it was not sent: the server knows no difference. */
  text(name: string): string {
    return this.fields.get(name) ?? '';
  }

  /** Clamped into `[min, max]`, not refused, when it is out of range: so does the server. */
  integer(name: string, fallback: number, min = -(2 ** 31), max = 2 ** 31 - 1): number {
    const value = this.has(name) ? Number.parseInt(this.text(name), 10) : fallback;
    return Math.min(Math.max(Number.isNaN(value) ? 0 : value, min), max);
  }

  boolean(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).toLowerCase());
  }

  /** The parsed JSON of a field, undefined when it was not sent. Throws a 400 naming `what` when it is no JSON. */
  json(name: string, what = name.replaceAll('_', ' ')): unknown {
    if (!this.has(name)) return undefined;
    try {
      return JSON.parse(this.text(name)) as unknown;
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }

  /** An upload sent in the field itself or, as `attach://part`, in another part. */
  file(name: string): UploadedFile | undefined {
    const attached = /^attach:\/\/(.+)$/.exec(this.text(name))?.[1];
    return this.files.get(attached ?? name);
  }
}
