import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Payment } from '../../src/payments/payment.entity.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelAnswer, type PanelServer, type Visitor } from './panel-server.js';

const api = (resource: string, rest: string): string => `/admin/api/resources/${resource}/${rest}`;

// Today is 10 March 2026.
describeEachDatabase('putting a sale right in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let coach: Visitor;
  let clientId: number;
  let id: number;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    coach = await panel.loggedIn('coach');
  });
  afterAll(() => panel?.close());
  beforeEach(async () => {
    clientId = await register('Giver');
    id = (await panel.studio.payments.renew({ clientId, amount: '3000', paid: '1000' }, OWNER)).id;
  });

  const register = async (firstName: string): Promise<number> =>
    (await panel.studio.clients.create({ firstName, phone: nextPhone() }, OWNER)).id;
  const act = (action: string, form: object = {}, visitor = owner, paymentId = id): Promise<PanelAnswer> =>
    visitor.post(api('Payment', `records/${paymentId}/${action}`), form);
  const save = (action: string, form: object = {}, visitor = owner) => act(action, { ...form, mode: 'save' }, visitor);
  const row = () => database.dataSource.manager.findOneBy(Payment, { id });
  const actionsOf = async (paymentId: number, visitor = owner): Promise<string[]> => {
    const { json } = await visitor.get(api('Payment', `records/${paymentId}/show`));
    return (json.record as unknown as { recordActions: { name: string }[] }).recordActions.map(({ name }) => name);
  };

  it('shows what a change moves, saves it, and offers to undo it right there', async () => {
    const form = { durationDays: 10, amount: '2 500' };
    expect((await act('change', form)).json.problem).toMatchObject({
      fields: { amount: 'Сумма — это число от 0, не больше двух знаков после точки.' },
    });
    const { json } = await act('change', { durationDays: 10 });
    expect(json.result).toMatchObject({ endDate: '2026-03-19', payments: [{ before: { endDate: '2026-04-08' } }] });
    expect(await row()).toMatchObject({ durationDays: 30 });
    expect(await actionsOf(id)).not.toContain('undoChange');
    await save('change', { durationDays: 10 });
    expect(await row()).toMatchObject({ endDate: '2026-03-19' });
    expect(await actionsOf(id)).toContain('undoChange');
    expect((await act('undoChange')).json.result).toMatchObject({ payments: [{ endDate: '2026-04-08' }] });
    await save('undoChange');
    expect(await row()).toMatchObject({ endDate: '2026-04-08' });
    expect(await actionsOf(id)).not.toContain('undoChange');
  });

  it('saves no form that was opened before someone else’s change', async () => {
    const { json } = await owner.get(api('Payment', `records/${id}/show`));
    const { version } = json.record.params;
    await save('change', { note: 'раз', version });
    expect((await save('change', { note: 'два', version })).json.problem?.code).toBe('changed_meanwhile');
  });

  it('deletes a sale and brings it back from the card or, later, from the audit log', async () => {
    const back = () => owner.post(api('Payment', 'actions/undoRemoval'), { paymentId: id });
    expect((await back()).json.problem?.code).toBe('nothing_to_undo');
    await save('remove');
    expect(await row()).toBeNull();
    expect((await back()).json.problem).toBeUndefined();
    expect(await row()).toMatchObject({ clientId, endDate: '2026-04-08' });
    await save('remove');
    const { id: entryId } = await database.dataSource.manager.findOneOrFail(AuditEntry, {
      where: { action: 'payment.remove' },
      order: { id: 'DESC' },
    });
    await owner.post(api('AuditEntry', `records/${entryId}/undoRemoval`));
    expect(await row()).toMatchObject({ clientId, endDate: '2026-04-08' });
    for (const paymentId of ['', 'x', '-1', '1 OR 1=1']) {
      const { json } = await owner.post(api('Payment', 'actions/undoRemoval'), { paymentId });
      expect(json.problem?.code).toBe('nothing_to_undo');
    }
  });

  it('transfers the rest to a client found by name, and tells it on the payment’s page', async () => {
    const taker = await register('Takerova');
    const found = await owner.get(api('Client', 'actions/search/takerova'));
    expect(found.json.records.map(({ title }) => title)).toEqual(['Takerova']);
    expect((await act('transfer', { clientId: taker })).json.result).toMatchObject({ taken: { durationDays: 30 } });
    await save('transfer', { clientId: taker });
    const { json } = await owner.get(api('Payment', `records/${id}/details`));
    expect(json.result).toMatchObject({ transferredTo: { id: taker, name: 'Takerova' }, transferredFrom: null });
    expect(await actionsOf(id)).toEqual(expect.arrayContaining(['undoTransfer', 'pay', 'change']));
    expect(await actionsOf(id)).not.toEqual(expect.arrayContaining(['remove']));
    await save('undoTransfer');
    expect(await row()).toMatchObject({ transferDate: null, endDate: '2026-04-08' });
  });

  it('takes instalments from a manager, and lets the owner remove one of this very payment', async () => {
    expect((await act('pay', { amount: '500' }, manager)).json.result).toMatchObject({ owed: '1500.00' });
    const paid = await save('pay', { amount: '500', idempotencyKey: 'form' }, manager);
    await save('pay', { amount: '500', idempotencyKey: 'form' }, manager);
    expect(await row()).toMatchObject({ owedAmount: '1500.00' });
    const details = (await manager.get(api('Payment', `records/${id}/details`))).json.result;
    expect(details).toMatchObject({ instalments: [{ amount: '500.00', method: 'cash', date: '2026-03-10' }] });
    const other = await panel.studio.payments.renew({ clientId, amount: '9', paid: '1' }, OWNER);
    const { id: instalmentId } = paid.json.result;
    const foreign = await act('removeInstalment', { instalmentId }, owner, other.id);
    expect(foreign.json.problem?.code).toBe('not_found');
    expect((await act('removeInstalment', { instalmentId })).json.result).toEqual({ owed: '2000.00' });
  });

  describe('rights', () => {
    const CHANGES = ['change', 'undoChange', 'remove', 'removeInstalment'];
    const CORRECTIONS = [...CHANGES, 'transfer', 'undoTransfer', 'refund', 'undoRefund'];

    it('a manager is refused every correction, on the record and over its address', async () => {
      for (const action of CORRECTIONS) {
        const { status, json } = await save(action, { durationDays: 1, clientId: 1 }, manager);
        expect([action, status === 403 || json.notice?.type === 'error']).toEqual([action, true]);
      }
      const { json } = await manager.post(api('Payment', 'actions/undoRemoval'), { paymentId: id });
      expect(json.notice?.type).toBe('error');
      expect(await row()).toMatchObject({ durationDays: 30, transferDate: null });
      expect(await actionsOf(id, manager)).toEqual(expect.not.arrayContaining(CORRECTIONS));
    });

    it('a coach is refused instalments and details too', async () => {
      for (const action of ['pay', 'details', ...CORRECTIONS]) {
        const { text } = await save(action, { amount: '1' }, coach);
        expect([action, text]).toEqual([action, expect.not.stringContaining('owed')]);
      }
      expect(await row()).toMatchObject({ owedAmount: '2000.00' });
    });

    it('a link on a foreign page changes nothing: a GET never does', async () => {
      for (const action of ['change', 'remove', 'transfer', 'pay']) {
        await owner.get(api('Payment', `records/${id}/${action}?mode=save&durationDays=1&amount=1&clientId=1`));
      }
      expect(await row()).toMatchObject({ durationDays: 30, owedAmount: '2000.00', transferDate: null });
    });
  });
});
