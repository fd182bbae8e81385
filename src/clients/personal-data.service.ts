import { strToU8, zipSync } from 'fflate';
import type { EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { AuditService } from '../audit/audit.service.js';
import { whereIn } from '../db/columns.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { DomainError } from '../errors/domain-error.js';
import { Invitation } from '../invitations/invitation.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import type { Clock } from '../lib/clock.js';
import { Instalment } from '../payments/instalment.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { Training } from '../trainings/training.entity.js';
import { ClientPhoto } from './client-photo.entity.js';
import { Client } from './client.entity.js';

/** Leases and keys of the outbox are about our machinery, not about the person. */
const NOT_ABOUT_THE_PERSON = new Set(['searchName', 'version', 'dedupeKey', 'leaseToken', 'leaseUntil', 'importId']);

/** Everything that is kept of one client, to be handed to them. */
export class PersonalDataService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** A zip with `client.json` and, where there is one, `photo.jpg`. Owner only, and kept in the log. Throws `not_found`. */
  async export(id: number, actor: Actor): Promise<Buffer> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const client = await manager.findOneBy(Client, { id });
      if (!client) throw new DomainError('not_found');
      const exportedAt = this.clock.now();
      const data = { exportedAt, client, ...(await recordsOf(manager, id)) };
      const photo = await manager.findOneBy(ClientPhoto, { clientId: id });
      await this.audit.record(actor, 'client.export', 'Client', id, null, { exportedAt });
      return Buffer.from(
        zipSync({
          'client.json': strToU8(JSON.stringify(data, aboutThePerson, 2)),
          ...(photo && { [photo.mimeType === 'image/jpeg' ? 'photo.jpg' : 'photo']: new Uint8Array(photo.bytes) }),
        }),
      );
    });
  }
}

async function recordsOf(manager: EntityManager, clientId: number) {
  const where = { clientId };
  const payments = await manager.findBy(Payment, where);
  const paymentIds = payments.map(({ id }) => id);
  return {
    memberships: payments,
    instalments: paymentIds.length === 0 ? [] : await manager.findBy(Instalment, { paymentId: whereIn(paymentIds) }),
    freezes: await manager.findBy(LazyDays, where),
    visits: await manager.findBy(Training, where),
    invitations: await manager.findBy(Invitation, where),
    messages: await manager.findBy(Delivery, where),
    history: await manager.findBy(AuditEntry, { entity: 'Client', entityId: String(clientId) }),
  };
}

function aboutThePerson(name: string, value: unknown): unknown {
  return NOT_ABOUT_THE_PERSON.has(name) ? undefined : value;
}
