import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from './api-error.js';
import { Params, type UploadedFile } from './params.js';

const MAX_PLAIN_BYTES = 1024 * 1024;
/** The Bot API takes uploads of up to 50 MB; the rest of the form needs some room too. */
const MAX_UPLOAD_BYTES = 51 * 1024 * 1024;

/** The request was cut off by the client before its end; there is nobody left to answer. */
export class RequestAborted extends Error {}

/** Reads the parameters of a call from the query and a JSON, urlencoded or multipart body. Throws 400 and 413. */
export async function readParams(request: IncomingMessage): Promise<Params> {
  const fields = new Map(new URL(request.url ?? '/', 'http://localhost').searchParams);
  const files = new Map<string, UploadedFile>();
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  const isMultipart = type.startsWith('multipart/form-data');
  const body = await readBytes(request, isMultipart ? MAX_UPLOAD_BYTES : MAX_PLAIN_BYTES);
  if (isMultipart) {
    await addForm(body, request.headers['content-type'] ?? '', fields, files);
  } else if (type.startsWith('application/json')) {
    addJson(body, fields);
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) fields.set(name, value);
  }
  return new Params(fields, files);
}

/** The body as bytes; a longer one is a 413 as soon as that is known, and the rest is thrown away unread. */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      request.removeAllListeners('data');
      request.resume();
      reject(new ApiError(413, 'Request Entity Too Large'));
    };
    if (Number(request.headers['content-length'] ?? 0) > limit) return refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return refuse();
      chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => {
      if (!request.complete) reject(new RequestAborted());
    });
    request.once('error', () => reject(new RequestAborted()));
  });
}

function addJson(body: Buffer, fields: Map<string, string>): void {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('object expected');
  for (const [name, field] of Object.entries(value)) {
    if (field === null || field === undefined) continue;
    fields.set(name, typeof field === 'string' ? field : JSON.stringify(field));
  }
}

async function addForm(
  body: Buffer,
  contentType: string,
  fields: Map<string, string>,
  files: Map<string, UploadedFile>,
): Promise<void> {
  let form: FormData;
  try {
    // The parser that comes with Node's own fetch: no dependency of ours to keep safe.
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badRequest("can't parse multipart form data");
  }
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name, value);
    else files.set(name, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
}
