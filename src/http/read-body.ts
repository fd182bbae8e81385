import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type RequestHandler } from 'express';
import { DomainError } from '../errors/domain-error.js';
import type { Route } from './route.js';

const JSON_LIMIT = '1mb';
const JSON_TYPES = ['application/json', 'application/*+json'];

/** It reads nothing but headers; null: there is no body at all. */
const { is } = express.request as unknown as {
  is: (this: IncomingMessage, types: string[]) => string | false | null;
};
const readJson = express.json({ limit: JSON_LIMIT, type: JSON_TYPES });

/** Reads the body that the route asks for, and only that; undefined without one, which the schema judges. */
export async function readBody(route: Route, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  if (route.fileBodyLimit !== undefined) {
    return parsedBy(express.raw({ type: () => true, limit: route.fileBodyLimit }), request, response);
  }
  if (!route.body) return undefined;
  if (is.call(request, JSON_TYPES) === false) throw new DomainError('unsupported_media_type');
  return parsedBy(readJson, request, response);
}

/** The parsers of express need no more of a request than node gives. */
function parsedBy(parser: RequestHandler, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  type Parts = Parameters<RequestHandler>;
  return new Promise((resolve, reject) => {
    void parser(request as Parts[0], response as Parts[1], (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('the body could not be read'));
      else resolve((request as IncomingMessage & { body?: unknown }).body);
    });
  });
}
