import { beforeAll, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { eraseFromLog } from '../../src/audit/erased-values.js';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER, studioOn } from '../setup/studio.js';

describeEachDatabase('the audit log', (database) => {
  beforeAll(async () => {
    const { audit, unitOfWork } = studioOn(database.dataSource);
    const before = { phone: '+996555000001', groupId: 1 };
    await unitOfWork.run(() =>
      audit.record(OWNER, 'client.update', 'Client', 7, before, { phone: '+996555000002', groupId: 2 }),
    );
  });

  const entry = () => database.dataSource.manager.findOneByOrFail(AuditEntry, { entityId: '7' });

  it.each([
    ['be emptied', 'DELETE FROM audit_entries'],
    ['name somebody else', "UPDATE audit_entries SET actorName = 'Nobody'"],
    ['name another moment', "UPDATE audit_entries SET at = '2020-01-01 00:00:00.000'"],
    ['tell of another action', "UPDATE audit_entries SET action = 'client.create'"],
    ['belong to another record', "UPDATE audit_entries SET entityId = '8'"],
    ['say something else', 'UPDATE audit_entries SET `after` = \'{"phone":"+996555999999"}\''],
    ['say nothing', 'UPDATE audit_entries SET `after` = NULL'],
  ])('can’t be made to %s, even by who writes to the database', async (_, statement) => {
    const before = await entry();
    await expect(database.dataSource.query(statement)).rejects.toThrow('the audit log is only added to');
    expect(await entry()).toEqual(before);
  });

  it('loses personal values and keeps the rest when a person is erased', async () => {
    await eraseFromLog(database.dataSource.manager, 'Client', [7], new Set(['phone']));
    expect(await entry()).toMatchObject({ before: { phone: '•••', groupId: 1 }, after: { phone: '•••', groupId: 2 } });
  });
});
