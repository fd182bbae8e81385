import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { ERROR_STATUS, isErrorCode } from '../../src/contract/error-codes.js';
import { problemSchema } from '../../src/contract/primitives.js';
import { fillDemoData } from '../../src/demo/demo-data.js';
import { describeEachDatabase } from '../setup/databases.js';
import { startApi, type Answered, type Api } from './api-server.js';
import { faultsOf, nobody, withStrangers } from './openapi-faults.js';
import { operationsOf, pointer, requestsOf, type OpenApi, type Operation, type Sent } from './openapi-operations.js';

const NO_LIMIT = { bot: 1_000_000, token: 1_000_000, stranger: 1_000_000 };
const RUNS = 12;
const SEED = 7;
/** So many calls have to succeed at least once, or the inputs would tell nothing. */
const EXPECTED_SUCCESSES = 30;
const LIMIT_MS = 240_000;
const DOCUMENT = 'https://crm.example.com/openapi.json';

/** A property of this test: the names of what failed, with the request. */
interface Finding {
  request: string;
  status: number;
  text: string;
}

describeEachDatabase('the OpenAPI document against the running server', (database) => {
  let api: Api;
  let operations: Operation[];
  let ajv: Ajv2020;

  beforeAll(async () => {
    api = await startApi(database.dataSource, { rateLimits: NO_LIMIT });
    await fillDemoData(api);
    const { json } = await api.send('GET', '/api/openapi.json', { token: null });
    operations = operationsOf(json as unknown as OpenApi);
    ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(json as object, DOCUMENT);
  }, LIMIT_MS);
  afterAll(() => api.stop());

  const ask = ({ method, path, ...call }: Sent): Promise<Answered> => api.send(method, path, call);
  const good = (operation: Operation, runs: number): Sent[] =>
    fc.sample(requestsOf(operation), { numRuns: runs, seed: SEED });

  /** What is wrong with an answer by the document; null = nothing. */
  const faultOf = (operation: Operation, answer: Answered): string | null => {
    if (answer.status >= 500) return 'a fault of the server';
    const declared = operation.responses[answer.status];
    if (!declared) return 'a status that is not declared';
    if (answer.status >= 400 && !problemSchema.safeParse(answer.json).success) return 'no problem';
    const { code } = answer.json;
    if (answer.status >= 400 && !(isErrorCode(code) && ERROR_STATUS[code] === answer.status))
      return 'a code of another status';
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!declared.content) return answer.bytes.length > 0 ? 'a body where none is declared' : null;
    if (!declared.content[type])
      return declared.content['image/*'] && type.startsWith('image/') ? null : `the type ${type}`;
    const validate = ajv.getSchema(`${DOCUMENT}#${declared.place}${pointer('content', type, 'schema')}`);
    if (!validate) return 'no schema';
    return validate(answer.json) ? null : ajv.errorsText(validate.errors);
  };

  const record = (findings: Finding[], sent: Sent, answer: Answered, fault: string | null): void => {
    if (fault === null) return;
    const body = sent.body === undefined ? '' : JSON.stringify(sent.body);
    findings.push({
      request: `${sent.method} ${sent.path} ${body}`.slice(0, 400),
      status: answer.status,
      text: `${fault}: ${answer.text}`.slice(0, 400),
    });
  };

  const firstSuccess = async (requests: readonly Sent[]): Promise<[Sent, Answered] | []> => {
    for (const sent of requests) {
      const answer = await ask(sent);
      if (answer.status === 200) return [sent, answer];
    }
    return [];
  };

  it(
    'takes what it says it takes, and answers as it says',
    async () => {
      const findings: Finding[] = [];
      const successes = new Set<string>();
      for (const operation of operations) {
        for (const sent of good(operation, RUNS)) {
          const answer = await ask(sent);
          const isRefusedUnread = [400, 405, 413, 415].includes(answer.status);
          record(
            findings,
            sent,
            answer,
            isRefusedUnread ? 'a good request is not understood' : faultOf(operation, answer),
          );
          if (answer.status < 300) successes.add(`${operation.method} ${operation.path}`);
        }
      }
      expect(findings).toEqual([]);
      expect(successes.size).toBeGreaterThanOrEqual(EXPECTED_SUCCESSES);
    },
    LIMIT_MS,
  );

  it(
    'refuses each fault by the status that tells it',
    async () => {
      const findings: Finding[] = [];
      for (const operation of operations) {
        const [request] = good(operation, 1);
        if (!request) throw new Error('no request was made');
        for (const { what, sent, statuses } of faultsOf(operation, request)) {
          const answer = await ask(sent);
          // A call about nobody may say so before it reads the rest.
          const isTold = statuses.includes(answer.status);
          record(
            findings,
            sent,
            answer,
            isTold ? faultOf(operation, answer) : `${what}: expected ${statuses.join(' or ')}`,
          );
        }
      }
      expect(findings).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'ignores what it does not know, and lets nothing in by it',
    async () => {
      const findings: Finding[] = [];
      for (const operation of operations.filter(({ body }) => body !== null)) {
        for (const sent of good(operation, 2)) {
          const answer = await ask(withStrangers(sent));
          record(
            findings,
            sent,
            answer,
            answer.status === 400 ? 'a good request is not understood' : faultOf(operation, answer),
          );
        }
      }
      expect(findings).toEqual([]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
    LIMIT_MS,
  );

  it(
    'answers nobody without a token, and no method but those it names',
    async () => {
      const findings: Finding[] = [];
      const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
      for (const operation of operations) {
        const sent = nobody(operation);
        const stranger = await ask({ ...sent, token: null });
        record(
          findings,
          sent,
          stranger,
          stranger.json.code === 'unauthorized' ? faultOf(operation, stranger) : 'let in',
        );
        const taken = new Set(operations.filter(({ path }) => path === operation.path).map(({ method }) => method));
        for (const method of methods.filter((one) => !taken.has(one))) {
          const refused = await ask({ ...sent, method });
          // `/clients/count` is an address of `/clients/{id}` too.
          const isOther = operations.some((one) => one.method === method && sameAddress(one.path, operation.path));
          record(findings, { ...sent, method }, refused, isOther || refused.status === 405 ? null : 'not refused');
        }
      }
      expect(findings).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'tells an answer that the caller already has in a line',
    async () => {
      const findings: Finding[] = [];
      let unchanged = 0;
      for (const operation of operations.filter(({ responses }) => responses[304])) {
        const [sent, first] = await firstSuccess(good(operation, RUNS));
        if (!sent || !first) continue;
        const again = await ask({ ...sent, headers: { 'if-none-match': `"other", W/${first.headers.get('etag')}` } });
        record(findings, sent, again, again.status === 304 ? faultOf(operation, again) : 'told anew');
        const other = await ask({ ...sent, headers: { 'if-none-match': '"other"' } });
        record(findings, sent, other, other.text === first.text ? null : 'told as unchanged');
        unchanged += 1;
      }
      expect(findings).toEqual([]);
      expect(unchanged).toBeGreaterThan(10);
    },
    LIMIT_MS,
  );
});

function sameAddress(one: string, other: string): boolean {
  const [left, right] = [one.split('/'), other.split('/')];
  return (
    left.length === right.length &&
    left.every((part, place) => part.startsWith('{') || part === right[place] || right[place]?.startsWith('{'))
  );
}
