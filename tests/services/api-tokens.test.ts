import { beforeEach, expect, it } from '@jest/globals';
import { ApiToken } from '../../src/api-tokens/api-token.entity.js';
import { ApiTokensService } from '../../src/api-tokens/api-tokens.service.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('API tokens', (database) => {
  let studio: Studio;
  let tokens: ApiTokensService;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    tokens = new ApiTokensService(studio.unitOfWork, studio.clock, studio.audit, [
      'token-of-the-environment',
      'the-former-one',
    ]);
  });

  it('are shown once and kept nowhere', async () => {
    const { id, token } = await tokens.create({ name: 'Отчёты', scopes: ['write', 'read', 'read'] }, OWNER);
    expect(token).toMatch(/^crm_[\w-]{43}$/);
    expect(await tokens.verify(token)).toEqual({ id, name: 'Отчёты', scopes: ['read', 'write'] });
    const rows = await database.dataSource.query<object[]>('SELECT * FROM api_tokens');
    const audit = await database.dataSource.manager.find(AuditEntry);
    expect(JSON.stringify([rows, audit])).not.toContain(token.slice(4, -4));
    expect(rows).toMatchObject([{ last4: token.slice(-4) }]);
  });

  it('of the environment may do everything and needs no row', async () => {
    expect(await tokens.verify('token-of-the-environment')).toEqual({ id: null, name: 'bot', scopes: ['bot'] });
    const without = new ApiTokensService(studio.unitOfWork, studio.clock, studio.audit, []);
    expect(await without.verify('token-of-the-environment')).toBeNull();
    expect(await without.verify('')).toBeNull();
  });

  it('of the environment may be two while programs go over from one to the other', async () => {
    expect(await tokens.verify('the-former-one')).toMatchObject({ scopes: ['bot'] });
    expect(await tokens.verify('the-former-on')).toBeNull();
  });

  it('revoked in another process end there within seconds', async () => {
    const elsewhere = new ApiTokensService(studio.unitOfWork, studio.clock, studio.audit, []);
    const { id, token } = await tokens.create({ name: 'x', scopes: ['read'] }, OWNER);
    expect(await elsewhere.verify(token)).not.toBeNull();
    await tokens.revoke(id, OWNER);
    expect(await tokens.verify(token)).toBeNull();
    studio.clock.set(new Date(studio.clock.now().getTime() + 2001));
    expect(await elsewhere.verify(token)).toBeNull();
  });

  it('work until the owner revokes them', async () => {
    expect(await refusal(tokens.create({ name: 'x', scopes: ['read'] }, MANAGER))).toBe('owner_only');
    expect(await refusal(tokens.create({ name: 'x', scopes: ['root'] }, OWNER))).toBe('scopes.0: not_an_option');
    expect(await refusal(tokens.create({ name: 'x', scopes: [] }, OWNER))).toBe('scopes: out_of_range');
    const { id, token } = await tokens.create({ name: 'x', scopes: ['read'] }, OWNER);
    await tokens.revoke(id, OWNER);
    expect(await tokens.verify(token)).toBeNull();
    expect(await refusal(tokens.revoke(id, OWNER))).toBe('archived');
    expect(await refusal(tokens.revoke(404, OWNER))).toBe('not_found');
  });

  it('may end by themselves', async () => {
    const { token } = await tokens.create({ name: 'x', scopes: ['read'], validDays: 30 }, OWNER);
    expect(await refusal(tokens.create({ name: 'x', scopes: ['read'], validDays: 31 }, OWNER))).toBe(
      'validDays: not_an_option',
    );
    studio.passDays(29);
    expect(await tokens.verify(token)).not.toBeNull();
    studio.passDays(1);
    expect(await tokens.verify(token)).toBeNull();
  });

  it('are replaced without an hour in which neither works', async () => {
    const old = await tokens.create({ name: 'Сайт', scopes: ['write'], validDays: 90 }, OWNER);
    studio.passDays(80);
    expect(await refusal(tokens.rotate(old.id, MANAGER))).toBe('owner_only');
    const fresh = await tokens.rotate(old.id, OWNER);
    expect(await tokens.verify(old.token)).toMatchObject({ scopes: ['write'] });
    expect(await tokens.verify(fresh.token)).toEqual({ id: fresh.id, name: 'Сайт', scopes: ['write'] });
    await tokens.revoke(old.id, OWNER);
    expect(await refusal(tokens.rotate(old.id, OWNER))).toBe('archived');
    studio.passDays(80);
    expect(await tokens.verify(fresh.token)).not.toBeNull();
    studio.passDays(11);
    expect(await tokens.verify(fresh.token)).toBeNull();
  });

  it('remember their last use, written at most once a minute', async () => {
    const { id, token } = await tokens.create({ name: 'x', scopes: ['read'] }, OWNER);
    const lastUse = async () => (await database.dataSource.manager.findOneByOrFail(ApiToken, { id })).lastUsedAt;
    const start = studio.clock.now();
    await tokens.verify(token);
    studio.clock.set(new Date(start.getTime() + 59_000));
    await tokens.verify(token);
    expect(await lastUse()).toEqual(start);
    studio.clock.set(new Date(start.getTime() + 62_000));
    await tokens.verify(token);
    expect(await lastUse()).toEqual(new Date(start.getTime() + 62_000));
  });
});
