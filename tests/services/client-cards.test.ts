import { beforeEach, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { findClients } from '../../src/clients/client-search.queries.js';
import { Client } from '../../src/clients/client.entity.js';
import { fullName } from '../../src/lib/person-name.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

describeEachDatabase('cards of clients', (database) => {
  let studio: Studio;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const create = (firstName: string, cardNumber?: string): Promise<Client> =>
    studio.clients.create({ firstName, phone: nextPhone(), cardNumber }, MANAGER);
  const refusal = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.catch((caught: unknown) => caught);
    return error instanceof DomainError ? error.fields : 'not refused';
  };
  const found = async (text: string): Promise<string[]> => {
    const search = { text, today: studio.clock.today(), coachId: null, limit: 8 };
    return (await findClients(database.dataSource.manager, search)).clients.map(({ name }) => name);
  };

  it('belong to one living client each, whatever the case, the spaces and the script', async () => {
    await create('Анна', ' AB 0012 ');
    const taken = [{ path: 'cardNumber', code: 'card_taken', params: { name: 'Анна' } }];
    expect(await refusal(create('Борис', 'аb0012'))).toEqual(taken);
    const { id } = await create('Борис', 'AB0013');
    expect(await refusal(studio.clients.update(id, { cardNumber: 'ab 0012' }, MANAGER))).toEqual(taken);
    await studio.clients.update(id, { cardNumber: 'ab 0013', note: 'same card' }, MANAGER);
    expect((await studio.clientQueries.get(id)).cardNumber).toBe('ab 0013');
    expect(await refusal(create('Вера', '1'.repeat(33)))).toMatchObject([{ path: 'cardNumber', code: 'too_long' }]);
  });

  it('are given once when two desks give the same one at the same moment', async () => {
    const desks = desksOf(studio, 4);
    const outcomes = await Promise.all(
      desks.map((desk, place) =>
        refusal(desk.clients.create({ firstName: `Имя ${place}`, phone: nextPhone(), cardNumber: '77' }, MANAGER)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'not refused')).toHaveLength(1);
    expect(outcomes.flat().filter((outcome) => outcome !== 'not refused')).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ path: 'cardNumber', code: 'card_taken' }) as unknown),
    );
  });

  it('are free once their client is archived, and stay with the new one when the former comes back', async () => {
    const former = await create('Анна', '500');
    await studio.clients.archive(former.id, OWNER);
    expect(await found('500')).toEqual([]);
    const next = await create('Борис', '500');
    await studio.clients.restore(former.id, OWNER);
    expect((await studio.clientQueries.get(former.id)).cardNumber).toBeNull();
    expect((await studio.clientQueries.get(next.id)).cardNumber).toBe('500');
    const entries = await database.dataSource.manager.findBy(AuditEntry, { action: 'client.restore' });
    expect(entries[0]?.after).toMatchObject({ cardNumber: null });
  });

  it('come back with an archived client when nobody else has them', async () => {
    const { id } = await create('Анна', '501');
    await studio.clients.archive(id, OWNER);
    await studio.clients.restore(id, OWNER);
    expect(await found('501')).toEqual(['Анна']);
  });

  it('are found whole before everything else, by their beginning, and on a Russian layout', async () => {
    await studio.clients.create({ firstName: '5551234', phone: '+996555123499' }, MANAGER);
    await create('Анна', '5551234');
    await create('Борис', 'QW-9');
    expect(await found('5551234')).toEqual(['Анна', '5551234']);
    expect(await found('55512')).toEqual(expect.arrayContaining(['Анна', '5551234']));
    expect(await found('йц-9')).toEqual(['Борис']);
    expect(await found('qw')).toEqual([]);
  });

  it('are erased with the person', async () => {
    const { id } = await create('Анна', '502');
    await studio.erasure.erase(id, OWNER);
    const { cardNumber, cardKey } = await database.dataSource.manager.findOneByOrFail(Client, { id });
    expect([cardNumber, cardKey]).toEqual([null, null]);
    const log = JSON.stringify(await database.dataSource.manager.findBy(AuditEntry, { entity: 'Client' }));
    expect(log).not.toContain('502"');
  });

  it('are changed in the log under the number, not under what it is looked up by', async () => {
    const client = await create('Анна', 'A 1');
    await studio.clients.update(client.id, { cardNumber: 'A 2' }, MANAGER);
    const [entry] = await database.dataSource.manager.findBy(AuditEntry, { action: 'client.update' });
    expect([entry?.before, entry?.after, fullName(client)]).toEqual([
      { cardNumber: 'A 1' },
      { cardNumber: 'A 2' },
      'Анна',
    ]);
  });
});
