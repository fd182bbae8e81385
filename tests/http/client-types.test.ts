import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { describeOnSqlite } from '../setup/databases.js';
import { startApi, type Api } from './api-server.js';

const FILE = new URL('../../bot/crm-schema.generated.ts', import.meta.url);
const HEAD = `// Made from /api/openapi.json: UPDATE_API_TYPES=true npm test tests/http/client-types.test.ts\n\n`;

describeOnSqlite('the types that the bot calls the API by', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());

  it('are those of the running server’s document', async () => {
    const { text } = await api.send('GET', '/api/openapi.json', { token: null });
    // What has a default may be left out of a call.
    const types = HEAD + astToString(await openapiTS(text, { defaultNonNullable: false }));
    if (process.env.UPDATE_API_TYPES === 'true') writeFileSync(FILE, types);
    expect(types).toBe(readFileSync(FILE, 'utf8'));
  });
});
