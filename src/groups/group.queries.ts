import { IsNull, type SelectQueryBuilder } from 'typeorm';
import type { ClientQueries } from '../clients/clients.queries.js';
import { Client } from '../clients/client.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import type { ClientFilter, ClientView } from '../contract/clients.js';
import type { GroupView } from '../contract/groups.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { presentGroup } from './group.presenter.js';
import { Group } from './group.entity.js';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Reading groups, who is in them and who leads them. */
export class GroupQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientQueries,
  ) {}

  /** Living groups, oldest first; `empty` keeps those without (or with) clients. The cursor is the last id seen. */
  async list(query: {
    empty?: boolean;
    limit: number;
    after?: number;
  }): Promise<{ items: GroupView[]; last: number | null }> {
    const builder = this.unitOfWork.manager
      .createQueryBuilder(Group, 'grp')
      .where('grp.archivedAt IS NULL')
      .andWhere('grp.id > :after', { after: query.after ?? 0 })
      .orderBy('grp.id')
      .take(query.limit + 1);
    if (query.empty !== undefined) keepEmpty(builder, query.empty);
    const groups = await builder.getMany();
    const page = groups.slice(0, query.limit);
    const counts = await this.clientCounts(page.map(({ id }) => id));
    return {
      items: page.map((group) => presentGroup(group, counts.get(group.id) ?? 0)),
      last: groups.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    };
  }

  /** The clients of this group only. Throws `not_found`; an archived group has none. */
  async clientsOf(
    groupId: number,
    query: { status: ClientFilter; limit: number; cursor?: string },
  ): Promise<Page<ClientView>> {
    await this.get(groupId);
    return this.clients.list({ ...query, groupId });
  }

  /** How many places are left; null = no limit. Throws `not_found`. */
  async freePlaces(groupId: number): Promise<number | null> {
    const { capacity } = await this.get(groupId);
    if (capacity === null) return null;
    return Math.max(0, capacity - (await this.unitOfWork.manager.countBy(Client, { groupId })));
  }

  /** Who may be added to a group: active clients without one, by name; `q` is a part of the name or of the phone. */
  async addable(q: string, limit: number): Promise<ClientView[]> {
    const { items } = await this.clients.list({ status: 'active', groupId: null, q, limit });
    return items;
  }

  /** The usual coach first, then the other living ones by name. Throws `not_found`. */
  async coachesFor(groupId: number): Promise<{ usual: Coach | null; others: Coach[] }> {
    const group = await this.get(groupId);
    const coaches = await this.unitOfWork.manager.find(Coach, {
      where: { archivedAt: IsNull() },
      order: { searchName: 'ASC', id: 'ASC' },
    });
    return {
      usual: coaches.find(({ id }) => id === group.coachId) ?? null,
      others: coaches.filter(({ id }) => id !== group.coachId),
    };
  }

  /** Throws `not_found`. */
  async get(id: number): Promise<Group> {
    const group = await this.unitOfWork.manager.findOneBy(Group, { id });
    if (!group) throw new DomainError('not_found');
    return group;
  }

  private async clientCounts(groupIds: readonly number[]): Promise<Map<number, number>> {
    if (groupIds.length === 0) return new Map();
    const rows = await this.unitOfWork.manager
      .createQueryBuilder(Client, 'client')
      .select('client.groupId', 'groupId')
      .addSelect('COUNT(*)', 'count')
      .where('client.groupId IN (:...groupIds)', { groupIds })
      .groupBy('client.groupId')
      .getRawMany<{ groupId: number; count: number | string }>();
    return new Map(rows.map(({ groupId, count }) => [Number(groupId), Number(count)]));
  }
}

function keepEmpty(builder: SelectQueryBuilder<Group>, empty: boolean): void {
  const member = builder.subQuery().select('1').from(Client, 'member').where('member.groupId = grp.id').getQuery();
  builder.andWhere(`${empty ? 'NOT ' : ''}EXISTS ${member}`);
}
