import express, { type NextFunction, type Request, type Response } from 'express';
import { settled } from './settled.js';

/** A form of the panel is small; a photo is the largest thing it sends. */
const FORM_LIMIT = '256kb';
const UPLOAD_LIMIT = '6mb';
const FORM_TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

type Fields = Record<string, unknown>;

/** What AdminJS reads the posted form from, and the mark that keeps its own parser away. */
interface ParsedRequest {
  fields: Fields;
  files: Fields;
  express_formidable: { parsed: boolean };
}

function setFields(request: Request, fields: Fields): void {
  const parsed: ParsedRequest = { fields, files: {}, express_formidable: { parsed: true } };
  Object.assign(request, parsed);
}

async function multipartFields(request: Request): Promise<Fields> {
  const type = request.get('content-type') ?? '';
  const form = await new globalThis.Response(new Uint8Array(request.body as Buffer), {
    headers: { 'content-type': type },
  }).formData();
  return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
}

/** A refused body must not leave its rest in the socket for the next request. */
function refuse(response: Response, status: number, code: string): void {
  response.status(status).set('Connection', 'close').json({ code });
}

/**
 * Reads the body of a logged-in person's POST, in place of the form parser that AdminJS brings: that one runs before the
 * login check, writes uploads to disk and ends the process on an unfinished body (docs/adr/0006).
 */
export function requestBody() {
  const parsers = [
    express.json({ limit: FORM_LIMIT, type: 'application/json' }),
    express.urlencoded({ limit: FORM_LIMIT, extended: false }),
    express.raw({ limit: UPLOAD_LIMIT, type: 'multipart/form-data' }),
  ];
  const parse = async (request: Request, response: Response): Promise<void> => {
    for (const parser of parsers) await settled((done) => parser(request, response, done));
  };
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    setFields(request, {});
    if (request.method !== 'POST' || !hasBody(request)) return next();
    if (!request.is(FORM_TYPES)) return refuse(response, 415, 'unsupported_media_type');
    try {
      await parse(request, response);
      const multipart = request.is('multipart/form-data') !== false;
      setFields(request, multipart ? await multipartFields(request) : plainFields(request.body));
    } catch (error) {
      const tooLarge = (error as { status?: unknown }).status === 413;
      return refuse(response, tooLarge ? 413 : 400, tooLarge ? 'payload_too_large' : 'malformed');
    }
    next();
  };
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
}

function plainFields(body: unknown): Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Fields) : {};
}
