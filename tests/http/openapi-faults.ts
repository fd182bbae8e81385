import { addressOf, type Operation, type Schema, type Sent } from './openapi-operations.js';

/** A request with one fault, and the statuses that tell it. */
export interface Fault {
  what: string;
  sent: Sent;
  statuses: number[];
}

const STRANGE_IDS = [
  '0',
  '-1',
  '1e3',
  '1.5',
  '2147483648',
  '9007199254740993',
  '%00',
  'x',
  '1%20',
  'ⅷ',
  '9'.repeat(400),
];
const NOT_A_VALUE = { no: 'value' };

/** Everything that the document says a call does not take, each by itself in a request that is good otherwise. */
export function faultsOf(operation: Operation, good: Sent): Fault[] {
  return [
    ...pathFaults(operation, good),
    ...queryFaults(operation, good),
    ...headerFaults(operation, good),
    ...(operation.body ? [...bodyFaults(operation.body, good), ...contentFaults(good)] : []),
  ];
}

function pathFaults({ path, parameters }: Operation, good: Sent): Fault[] {
  if (!parameters.some(({ in: place }) => place === 'path')) return [];
  return STRANGE_IDS.map((id) => ({
    what: `the id ${id.slice(0, 20)}`,
    sent: { ...good, path: `/api/v1${path.replace(/\{\w+\}/g, id)}` },
    // A Telegram id may be longer than any id of ours.
    statuses: /^[1-9]\d*$/.test(id) || id === '0' ? [200, 204, 400, 403, 404, 409, 422] : [400, 404],
  }));
}

function queryFaults({ path, parameters }: Operation, good: Sent): Fault[] {
  const [address = ''] = good.path.split('?');
  const required = Object.fromEntries(new URLSearchParams(good.path.split('?')[1] ?? ''));
  return parameters
    .filter(({ in: place }) => place === 'query')
    .flatMap(({ name, schema }): Fault[] => {
      const wrong = schema.enum || schema.pattern || schema.format ? ['no such thing', '', '-1'] : ['x'.repeat(5000)];
      const statuses = name === 'cursor' ? [400, 422] : [422];
      const others = new URLSearchParams({ ...required, [name]: '' });
      others.delete(name);
      return [
        ...wrong.map((value) => ({
          what: `${name}=${value.slice(0, 20)} of ${path}`,
          sent: { ...good, path: `${address}?${new URLSearchParams([...others, [name, value]])}` },
          statuses,
        })),
        {
          what: `${name} twice`,
          sent: { ...good, path: `${address}?${new URLSearchParams([...others, [name, '1'], [name, '2']])}` },
          statuses,
        },
      ];
    });
}

function headerFaults({ parameters }: Operation, good: Sent): Fault[] {
  const bad: Record<string, string[]> = {
    'Idempotency-Key': ['two words', 'x'.repeat(200)],
    'x-telegram-id': ['0', '-1', 'me', '1'.repeat(30)],
  };
  return parameters
    .filter(({ in: place }) => place === 'header')
    .flatMap(({ name }) =>
      (bad[name] ?? []).map((value) => ({
        what: `${name}: ${value.slice(0, 20)}`,
        sent: { ...good, headers: { ...good.headers, [name]: value } },
        // The key is read only where the call creates something: not in a preview.
        statuses: name === 'Idempotency-Key' ? [200, 201, 400, 404, 409, 422] : [400],
      })),
    );
}

function contentFaults(good: Sent): Fault[] {
  const { body, ...bare } = good;
  const sent = (raw: string | Uint8Array, type: string): Sent => ({ ...bare, raw, headers: { 'content-type': type } });
  const text = JSON.stringify(body);
  return [
    { what: 'a body of another type', sent: sent(text, 'text/plain'), statuses: [415] },
    { what: 'a form', sent: sent('a=1', 'application/x-www-form-urlencoded'), statuses: [415] },
    { what: 'an unknown charset', sent: sent(text, 'application/json; charset=ebcdic'), statuses: [415] },
    { what: 'half a body', sent: sent(text.slice(0, -1), 'application/json'), statuses: [400] },
    {
      what: 'a byte that is no letter',
      sent: sent(Buffer.from([0x7b, 0xff, 0x7d]), 'application/json'),
      statuses: [400],
    },
    ...['[]', 'null', 'true', '1', '"text"', ''].map((raw) => ({
      what: `${raw || 'nothing'} instead of an object`,
      sent: sent(raw, 'application/json'),
      // Nothing at all is judged by the schema, to which it may be an object without fields.
      statuses: raw ? [400] : [400, 404, 409, 422],
    })),
  ];
}

function bodyFaults(schema: Schema, good: Sent): Fault[] {
  const { properties = {}, required = [] } = schema;
  const body = good.body as Record<string, unknown>;
  const faults: Fault[] = required.map((name) => {
    const { [name]: _, ...rest } = body;
    return { what: `no ${name}`, sent: { ...good, body: rest }, statuses: [422] };
  });
  for (const [name, field] of Object.entries(properties)) {
    for (const value of wrongValues(field)) {
      const what = `${name}: ${String(JSON.stringify(value)).slice(0, 30)}`;
      faults.push({ what, sent: { ...good, body: { ...body, [name]: value } }, statuses: [422] });
    }
  }
  return faults;
}

function wrongValues(schema: Schema): unknown[] {
  const options = schema.anyOf ?? schema.oneOf ?? [schema];
  const types = new Set(options.map(({ type }) => type));
  const wrong: unknown[] = types.has('object') ? [[], 'text'] : [NOT_A_VALUE];
  if (!types.has('string')) wrong.push('text');
  if (!types.has('integer') && !types.has('number')) wrong.push(17);
  if (!types.has('null')) wrong.push(null);
  for (const { enum: listed, maxLength, minimum, maximum, type, format, maxItems } of options) {
    if (options.length > 1 && !types.has('null')) continue;
    if (listed) wrong.push('no such option');
    if (maxLength !== undefined) wrong.push('x'.repeat(maxLength + 1));
    if (format) wrong.push('2026-02-30', 'soon');
    if (type === 'integer') wrong.push(1.5);
    if (minimum !== undefined) wrong.push(minimum - 1);
    if (maximum !== undefined) wrong.push(maximum + 1, 1e300);
    if (maxItems !== undefined) wrong.push(Array.from({ length: maxItems + 1 }, () => NOT_A_VALUE));
  }
  return wrong;
}

/** Fields that no schema knows, some of which would be dangerous to know. */
export function withStrangers(good: Sent): Sent {
  const { body, ...bare } = good;
  const fields = `"id":1,"version":0,"archivedAt":null,"role":"owner","constructor":{"prototype":{"polluted":true}},"__proto__":{"polluted":true}`;
  const known = JSON.stringify(body).slice(1, -1);
  const raw = `{${known}${known && ','}${fields}}`;
  return { ...bare, raw, headers: { ...bare.headers, 'content-type': 'application/json' } };
}

export const nobody = (operation: Operation): Sent => ({
  method: operation.method,
  path: addressOf(operation.path, { id: 1, telegramId: '1' }, {}),
});
