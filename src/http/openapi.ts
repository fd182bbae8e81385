import { z } from 'zod';
import { ERROR_STATUS, isErrorCode, type ErrorCode } from '../contract/error-codes.js';
import { ACTING_TELEGRAM_HEADER } from '../contract/people.js';
import { problemSchema } from '../contract/primitives.js';
import { hasEtag, type Route } from './route.js';

type Json = Record<string, unknown>;

/** What every call may answer besides its own refusals. */
const COMMON_REFUSALS: readonly ErrorCode[] = [
  'malformed',
  'unauthorized',
  'forbidden',
  'rate_limited',
  'internal',
  'unavailable',
  'not_writable',
];

/** Every reason that may be given for a value: which of them, the field and the rules behind it tell. */
const INPUT_REFUSALS = Object.keys(ERROR_STATUS)
  .filter(isErrorCode)
  .filter((code) => ERROR_STATUS[code] === ERROR_STATUS.invalid_input);

/** The refusals of a route, by HTTP status: its own, and those that follow from what it takes. */
export function refusalsOf(route: Route): Map<number, ErrorCode[]> {
  const codes = new Set<ErrorCode>([
    ...(route.params ? (['not_found'] as const) : []),
    ...(route.body ? (['unsupported_media_type', 'payload_too_large'] as const) : []),
    ...(route.fileBodyLimit === undefined ? [] : (['payload_too_large'] as const)),
    ...(route.body || route.query ? (['invalid_input'] as const) : []),
    ...(route.mayCreate || route.acceptsKey ? (['idempotency_key_reused'] as const) : []),
    ...(route.refusals ?? []),
    ...COMMON_REFUSALS,
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = ERROR_STATUS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

/** OpenAPI 3.1 of the token API, from the same declarations that guard it. */
export function openApiDocument(routes: readonly Route[], config: { publicUrl: string; studioName: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${config.studioName}: token API`,
      version: '1',
      description: 'Dates are YYYY-MM-DD in the studio’s zone, instants ISO 8601 UTC, money decimal strings.',
    },
    servers: [{ url: `${config.publicUrl}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: sharedRefusals(),
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  };
}

function operation(route: Route): Json {
  return {
    operationId: `${route.method}${route.path.replace(/[^a-z]+(\w?)/gi, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary.en,
    description: rightsWords(route),
    tags: [route.path.split('/')[1] ?? ''],
    parameters: parameters(route),
    ...(route.body && { requestBody: content('application/json', jsonSchema(route.body, 'input'), true) }),
    ...(route.fileBodyLimit !== undefined && {
      requestBody: content('image/*', { type: 'string', contentMediaType: 'image/*' }, true),
    }),
    responses: { ...success(route), ...refusals(route) },
  };
}

function content(mediaType: string, schema: Json, required?: boolean): Json {
  return { ...(required && { required }), content: { [mediaType]: { schema } } };
}

function parameters(route: Route): Json[] {
  const header = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key and body give the first answer again.',
    schema: { type: 'string', maxLength: 120 },
  };
  return [
    ...fieldsOf(route.params, 'path'),
    ...fieldsOf(route.query, 'query'),
    ...(route.mayCreate || route.acceptsKey ? [header] : []),
    ...(hasEtag(route) ? [IF_NONE_MATCH] : []),
    ...(route.telegram ? [ACTING_PERSON] : []),
  ];
}

const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of an earlier answer: the same one is then told as 304, without a body.',
  schema: { type: 'string' },
};

const ACTING_PERSON: Json = {
  name: ACTING_TELEGRAM_HEADER,
  in: 'header',
  required: false,
  description: 'The Telegram user for whom the bot calls; the answer is then what that person may have.',
  schema: { type: 'string', pattern: '^[1-9][0-9]{0,18}$' },
};

function rightsWords({ scope, telegram }: Route): string {
  const scopeWords = `Needs the scope \`${scope}\`.`;
  return telegram ? `${scopeWords} In Telegram for ${telegram.words}.` : scopeWords;
}

function fieldsOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof field.description === 'string' && { description: field.description }),
    schema: field,
  }));
}

function success(route: Route): Json {
  if (route.answersFile) return { 200: { description: 'The file', ...content('image/*', { type: 'string' }) } };
  if (!route.answer) return { 204: { description: 'Done' } };
  const answer = content('application/json', jsonSchema(route.answer, 'output'));
  const statuses = route.createsSometimes ? [200, 201] : [route.mayCreate ? 201 : 200];
  const headers = hasEtag(route) && { headers: { ETag: ETAG } };
  return {
    ...Object.fromEntries(statuses.map((status) => [status, { description: 'Done', ...headers, ...answer }])),
    ...(hasEtag(route) && { 304: { description: 'As the caller has it: see If-None-Match', headers: { ETag: ETAG } } }),
  };
}

const ETAG: Json = { description: 'Names this very answer.', schema: { type: 'string' } };
const RETRY_AFTER: Json = { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } };

/** Refusals that are the same wherever they may be given, by status. */
const SHARED_REFUSALS: Record<number, readonly ErrorCode[]> = {
  400: ['malformed'],
  401: ['unauthorized'],
  403: ['forbidden'],
  404: ['not_found'],
  413: ['payload_too_large'],
  415: ['unsupported_media_type'],
  422: INPUT_REFUSALS,
  429: ['rate_limited'],
  500: ['internal'],
  503: ['unavailable', 'not_writable'],
};

function refusals(route: Route): Json {
  return Object.fromEntries([...refusalsOf(route)].map(([status, codes]) => [status, refusal(status, codes)]));
}

function refusal(status: number, codes: readonly ErrorCode[]): Json {
  const shared = SHARED_REFUSALS[status] ?? [];
  const isShared = codes.every((code) => shared.includes(code));
  return isShared ? { $ref: `#/components/responses/Refused${status}` } : refusalBy(status, codes);
}

function refusalBy(status: number, codes: readonly ErrorCode[]): Json {
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] };
  const headers = status === ERROR_STATUS.rate_limited && { headers: { 'Retry-After': RETRY_AFTER } };
  const description = status === ERROR_STATUS.invalid_input ? 'Values that are refused, by field' : codes.join(', ');
  return { description, ...headers, ...content('application/problem+json', schema) };
}

function sharedRefusals(): Json {
  return Object.fromEntries(
    Object.entries(SHARED_REFUSALS).map(([status, codes]) => [`Refused${status}`, refusalBy(Number(status), codes)]),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // A format says it; the expression behind it is no reading matter.
    override: ({ jsonSchema: part }) => {
      if (part.format) delete part.pattern;
    },
  }) as Json;
  return json;
}
