import type { paths } from './crm-schema.generated.js';
import type { Call } from './crm-http.js';

type MethodOf<P extends keyof paths> = {
  [M in keyof paths[P]]: paths[P][M] extends { responses: unknown } ? M : never;
}[keyof paths[P]];

/** A call as the API's document names it: `POST /trainings`. */
export type CallName = { [P in keyof paths]: `${Uppercase<MethodOf<P> & string>} ${P}` }[keyof paths];

type OperationOf<N extends CallName> = N extends `${infer M} ${infer P extends keyof paths}`
  ? paths[P][Lowercase<M> & keyof paths[P]]
  : never;

type ParametersOf<O> = O extends { parameters: infer P extends { query?: unknown; path?: unknown } }
  ? Pick<P, 'query' | 'path'>
  : never;

type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : { body?: undefined };

/** What the document says that a call takes. */
export type CallInput<N extends CallName> = ParametersOf<OperationOf<N>> & BodyOf<OperationOf<N>>;

type ContentOf<O, Status extends number> = O extends {
  responses: Record<Status, { content: { 'application/json': infer A } }>;
}
  ? A
  : never;

/** What the document says that it answers. */
export type CallAnswer<N extends CallName> = ContentOf<OperationOf<N>, 200> | ContentOf<OperationOf<N>, 201>;

interface Input {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The call as HTTP sends it. */
export function callOf<N extends CallName>(name: N, input: CallInput<N>): Call {
  const [method = '', template = ''] = name.split(' ');
  const { path = {}, query = {}, body } = input as Input;
  const values = path as Record<string, string>;
  const address = template.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(values[field] ?? ''));
  const given = Object.entries(query as Record<string, string | undefined>).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given as [string, string][]).toString();
  return {
    method: method as Call['method'],
    path: search ? `${address}?${search}` : address,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}
