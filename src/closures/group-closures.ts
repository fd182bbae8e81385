import { IsNull, MoreThanOrEqual } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { addDays, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore, ClientChain } from '../payments/chain-store.js';
import { replayChain, requireWithinCalendar } from '../payments/chain.rules.js';
import { ClosureClient } from './closure-client.entity.js';
import { Closure } from './closure.entity.js';
import { closuresOfClients } from './closure.queries.js';

/**
 * Whom a group's closures concern, kept as clients come and go: the closed days on which a client is in the group are given
 * back, the others are not. Called inside the transaction that moves the client, who is locked.
 */
export class GroupClosures {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
  ) {}

  /** From today on, or from tomorrow when the client has come today. */
  join(groupId: number, clientId: number, actor: Actor): Promise<void> {
    const { manager } = this.unitOfWork;
    return this.change(groupId, clientId, actor, 'closure.join', async (closure, today, { visits }) => {
      const from = visits.some(({ date }) => date === today) ? addDays(today, 1) : today;
      const days = { startDate: laterOf(closure.startDate, from), endDate: closure.endDate };
      if (days.startDate > days.endDate) return;
      await manager.insert(ClosureClient, { closureId: closure.id, clientId, ...days });
    });
  }

  /** Today is a training day again. */
  leave(groupId: number, clientId: number, actor: Actor): Promise<void> {
    const { manager } = this.unitOfWork;
    return this.change(groupId, clientId, actor, 'closure.leave', async ({ id: closureId }, today) => {
      const stay = { closureId, clientId, endDate: MoreThanOrEqual(today) };
      await manager.delete(ClosureClient, { ...stay, startDate: MoreThanOrEqual(today) });
      await manager.update(ClosureClient, stay, { endDate: addDays(today, -1) });
    });
  }

  private async change(
    groupId: number,
    clientId: number,
    actor: Actor,
    action: string,
    alter: (closure: Closure, today: CalendarDate, chain: ClientChain) => Promise<void>,
  ): Promise<void> {
    const { manager } = this.unitOfWork;
    const today = this.clock.today();
    const notOver = { groupId, endDate: MoreThanOrEqual(today), undoneAt: IsNull() };
    if (!(await manager.existsBy(Closure, notOver))) return;
    const chain = await this.chains.lock(clientId);
    // Read again: while the chain was waited for, one may have been undone.
    for (const closure of await manager.findBy(Closure, notOver)) await alter(closure, today, chain);
    const closures = (await closuresOfClients(manager, [clientId]))(clientId);
    const inputs = { ...chain, closures };
    requireWithinCalendar(replayChain(inputs), 'groupId');
    const moved = await this.chains.store(chain, inputs);
    if (moved.length > 0) await this.audit.record(actor, action, 'Client', clientId, null, { groupId, moved });
  }
}
