import { isOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { isUniqueViolation } from '../db/database-errors.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { Staff } from '../staff/staff.entity.js';
import { SavedView } from './saved-view.entity.js';
import { MOST_VIEWS, savedViewSchema } from './saved-view.rules.js';

export interface ListedView {
  id: number;
  name: string;
  query: string;
  isShared: boolean;
  /** Whether the person who asks may rename and remove it. */
  isOwn: boolean;
}

/** Views of lists: everyone's own, and those that an owner shows to all. */
export class SavedViewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** The person's own and the shared ones, by name. */
  async list(resource: string, actor: Actor): Promise<ListedView[]> {
    const own = { resource, staffId: staffOf(actor) };
    const views = await this.unitOfWork.manager.find(SavedView, {
      where: [own, { resource, isShared: true }],
      order: { name: 'ASC', id: 'ASC' },
    });
    return views.map((view) => ({
      id: view.id,
      name: view.name,
      query: view.query,
      isShared: view.isShared,
      isOwn: mayChange(view, actor),
    }));
  }

  /**
   * `{name, query, isShared}`; a view of the person's that has this name is replaced. Throws `invalid_input`, `owner_only`
   * for a shared one of somebody else, `out_of_range` when there are too many.
   */
  async save(resource: string, input: unknown, actor: Actor): Promise<ListedView> {
    const fields = validate(savedViewSchema, input);
    if (fields.isShared && !isOwner(actor)) throw new DomainError('owner_only');
    const staffId = staffOf(actor);
    return this.unitOfWork.run(async (manager) => {
      // Held still, so that two tabs make no more of them than there may be, and none twice.
      await this.unitOfWork.lock(Staff, staffId);
      const known = await manager.findOneBy(SavedView, { staffId, resource, name: fields.name });
      if (!known && (await manager.countBy(SavedView, { staffId, resource })) >= MOST_VIEWS) {
        throw DomainError.field('name', 'out_of_range', { max: MOST_VIEWS });
      }
      const before = known && { ...known };
      const view = Object.assign(known ?? new SavedView(), { staffId, resource, ...fields });
      await manager.save(view);
      await this.audit.record(actor, 'view.save', 'SavedView', view.id, before, { ...view });
      return { id: view.id, ...fields, isOwn: true };
    });
  }

  /** Throws `not_found` for somebody else's view that is not shared, `owner_only` for a shared one, `name_taken`. */
  async rename(resource: string, id: number, input: unknown, actor: Actor): Promise<void> {
    const { name } = validate(savedViewSchema.pick({ name: true }), input);
    await this.unitOfWork.run(async (manager) => {
      const view = await this.lockOwn(resource, id, actor);
      const before = { ...view };
      view.name = name;
      try {
        await manager.save(view);
      } catch (error) {
        if (isUniqueViolation(error)) throw DomainError.field('name', 'name_taken');
        throw error;
      }
      await this.audit.record(actor, 'view.save', 'SavedView', id, before, { ...view });
    });
  }

  /** Throws `not_found` for somebody else's view that is not shared, `owner_only` for a shared one. */
  async remove(resource: string, id: number, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const view = await this.lockOwn(resource, id, actor);
      await this.audit.record(actor, 'view.remove', 'SavedView', id, { ...view }, null);
      await manager.remove(view);
    });
  }

  private async lockOwn(resource: string, id: number, actor: Actor): Promise<SavedView> {
    const view = await this.unitOfWork.lockAndRead(SavedView, id);
    const isSeen = view?.resource === resource && (view.isShared || view.staffId === actor.id);
    if (!view || !isSeen) throw new DomainError('not_found');
    if (!mayChange(view, actor)) throw new DomainError('owner_only');
    return view;
  }
}

function mayChange({ staffId, isShared }: SavedView, actor: Actor): boolean {
  return staffId === actor.id || (isShared && isOwner(actor));
}

/** Only people of the staff have views. Throws `forbidden`. */
function staffOf(actor: Actor): number {
  if (actor.kind !== 'staff' || actor.id === null) throw new DomainError('forbidden');
  return actor.id;
}
