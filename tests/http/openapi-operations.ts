import fc from 'fast-check';
import type { CallOptions } from './api-server.js';

/** What the tests read of a JSON schema in the OpenAPI document. */
export interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

/** One call of the document. */
export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  /** Null: the call takes none, or a file. */
  body: Schema | null;
  takesFile: boolean;
  /** By status, with the place in the document. */
  responses: Record<string, DocumentedAnswer & { place: string }>;
}

interface DocumentedAnswer {
  content?: Record<string, { schema: Schema }>;
}

interface DocumentedCall {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, DocumentedAnswer | { $ref: string }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, DocumentedCall>>;
  components: { responses: Record<string, DocumentedAnswer> };
}

export function operationsOf({ paths, components }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, { parameters, requestBody, responses }]) => {
      const body = requestBody?.content['application/json']?.schema ?? null;
      const takesFile = requestBody?.content['image/*'] !== undefined;
      const answers = Object.entries(responses).map(([status, answer]) => {
        if (!('$ref' in answer))
          return [status, { ...answer, place: pointer('paths', path, method, 'responses', status) }];
        const name = answer.$ref.split('/').at(-1) ?? '';
        return [status, { ...components.responses[name], place: pointer('components', 'responses', name) }];
      });
      const byStatus = Object.fromEntries(answers) as Operation['responses'];
      return { method: method.toUpperCase(), path, parameters, body, takesFile, responses: byStatus };
    }),
  );
}

/** Where something is in the document, for a `$ref`. */
export function pointer(...parts: string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

/** A request as it is sent. */
export interface Sent extends CallOptions {
  method: string;
  /** With the query. */
  path: string;
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A wait is a wait: a call that may wait is told not to. */
const INSTEAD: Record<string, fc.Arbitrary<unknown>> = { waitSeconds: fc.constant(0) };

/** Records of the demo studio have small numbers; a few are far out. */
const SMALL = fc.integer({ min: 1, max: 24 });
const DAY = fc.integer({ min: -60, max: 60 }).map((days) => dayAt(days));

function dayAt(days: number): string {
  return new Date(Date.UTC(2026, 2, 10 + days)).toISOString().slice(0, 10);
}

/** Values that the schema lets through; half of the ids are those of somebody. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(valuesOf));
  switch (schema.type) {
    case 'object':
      return objectsOf(schema);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textsOf(schema);
  }
}

function objectsOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, field]) => [name, INSTEAD[name] ?? valuesOf(field)]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
    noNullPrototype: true,
  });
}

function numbersOf({ minimum = -1000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(minimum, -(2 ** 31)), Math.min(maximum, 2 ** 31 - 1)];
  return fc.oneof(
    SMALL.map((value) => Math.min(Math.max(value, min), max)),
    fc.integer({ min, max }),
  );
}

function textsOf({ format, pattern, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return DAY;
  if (format === 'date-time') return DAY.map((day) => `${day}T09:30:00Z`);
  if (pattern?.startsWith('^[1-9]')) return fc.oneof(SMALL.map(String), fc.stringMatching(new RegExp(pattern)));
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  return fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 40) });
}

/** Requests that the document lets through. */
export function requestsOf(operation: Operation): fc.Arbitrary<Sent> {
  const places = operation.parameters.filter(({ in: place }) => place === 'path');
  const queries = operation.parameters.filter(({ in: place, name }) => place === 'query' && name !== 'cursor');
  return fc
    .record({
      path: recordOf(places, places),
      query: recordOf(
        queries,
        queries.filter(({ required }) => required),
      ),
      body: operation.body ? valuesOf(operation.body) : fc.constant(undefined),
    })
    .map(({ path, query, body }) => ({
      method: operation.method,
      path: addressOf(operation.path, path, query),
      ...(body !== undefined && { body }),
      ...(operation.takesFile && { raw: PNG, headers: { 'content-type': 'image/png' } }),
    }));
}

function recordOf(all: readonly Parameter[], required: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(all.map(({ name, schema }) => [name, valuesOf(schema)])), {
    requiredKeys: required.map(({ name }) => name),
    noNullPrototype: true,
  });
}

export function addressOf(template: string, path: Record<string, unknown>, query: Record<string, unknown>): string {
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return `/api/v1${address}${text && `?${text}`}`;
}
