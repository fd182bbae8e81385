import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OWNER } from '../setup/studio.js';
import { describeOnSqlite } from '../setup/databases.js';
import { startApi, type Api } from './api-server.js';

/** What Node tells of itself has many names; the table gives the useful ones. */
const OF_NODE = /^crm_(nodejs|process)_/;

describeOnSqlite('the metrics', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());

  const read = async (): Promise<string> => (await api.send('GET', '/metrics')).text;

  it('are those that their document names', async () => {
    const table = readFileSync(path.resolve(import.meta.dirname, '../../docs/metrics.md'), 'utf8').matchAll(
      /^\| `(crm_\w+)`/gm,
    );
    const documented = [...table].map(([, name]) => name ?? '');
    const told = [...(await read()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
    expect(told).toEqual(expect.arrayContaining(documented));
    expect(documented).toEqual(expect.arrayContaining(told.filter((name) => !OF_NODE.test(name))));
  });

  it('count answers by route and refusals by code', async () => {
    await api.call('GET', '/clients/424242');
    await api.call('GET', '/clients/424243');
    const text = await read();
    expect(text).toContain('crm_http_request_duration_seconds_count{method="GET",route="/clients/:id",status="404"} 2');
    expect(text).toContain('crm_api_refusals_total{code="not_found"} 2');
  });

  it('are for those who may read', async () => {
    const { token } = await api.apiTokens.create({ name: 'Site form', scopes: ['write'] }, OWNER);
    expect((await api.send('GET', '/metrics', { token })).json.code).toBe('forbidden');
    expect((await api.send('GET', '/metrics', { token: null })).json.code).toBe('unauthorized');
  });

  it('tell what is away and go on telling the rest', async () => {
    expect(await read()).toContain('crm_up{part="store"} 1');
    await api.store.close();
    const text = await read();
    expect(text).toContain('crm_up{part="database"} 1');
    expect(text).toContain('crm_up{part="store"} 0');
    expect(text).toContain('crm_clients{status="active"} 0');
  });
});
