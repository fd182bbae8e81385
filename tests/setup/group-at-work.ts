import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import type { Actor } from '../../src/audit/actor.js';
import { Training } from '../../src/trainings/training.entity.js';
import { MANAGER, nextPhone, OWNER, type Studio } from './studio.js';

let lastTelegramId = 7_000_000_000;

/** A Telegram id that nobody else has. */
export function nextTelegramId(): string {
  lastTelegramId += 1;
  return String(lastTelegramId);
}

/** The bot calling for nobody in particular, as every program may. */
export const BOT: Actor = { kind: 'bot', id: null, name: 'bot', role: null, telegram: null };

/** The bot calling for a person. */
export function inTelegram(person: Partial<NonNullable<Actor['telegram']>>): Actor {
  return { ...BOT, telegram: { id: '1', clientId: null, coachId: null, isAdmin: false, ...person } };
}

export interface Member {
  id: number;
  telegramId: string;
}

interface MemberFacts {
  /** Null = has no Telegram. */
  telegramId?: string | null;
  firstName?: string;
  language?: string;
  days?: number;
  /** Of a pack of so many visits. */
  visitLimit?: number;
}

/** A group with its coach, clients who pay, and what is stored of its sessions. */
export class GroupAtWork {
  private constructor(
    readonly studio: Studio,
    readonly groupId: number,
    readonly coachId: number,
    readonly coachTelegramId: string,
  ) {}

  static async open(studio: Studio, input: object = {}): Promise<GroupAtWork> {
    const telegramId = nextTelegramId();
    const coach = await studio.coaches.create({ firstName: 'Олег', lastName: 'Ким', telegramId }, MANAGER);
    const fields = { name: `Йога ${coach.id}`, startTime: '18:00', coachId: coach.id, ...input };
    const group = await studio.groups.create(fields, MANAGER);
    return new GroupAtWork(studio, group.id, coach.id, telegramId);
  }

  /** An active client of the group. */
  async member(facts: MemberFacts = {}): Promise<Member> {
    const { telegramId = nextTelegramId(), firstName = 'Анна', days = 30, visitLimit, language } = facts;
    const input = { firstName, phone: nextPhone(), ...(telegramId && { telegramId }), ...(language && { language }) };
    const { id } = await this.studio.clients.create(input, MANAGER);
    const plan =
      visitLimit &&
      (await this.studio.plans.create({ name: `Пакет ${id}`, durationDays: days, price: '1', visitLimit }, OWNER));
    const sale = plan ? { planId: plan.id } : { durationDays: days };
    await this.studio.payments.renew({ clientId: id, amount: '1', ...sale }, MANAGER);
    await this.studio.groups.addClient(this.groupId, id, MANAGER);
    return { id, telegramId: telegramId ?? '' };
  }

  /** A session that is started with invitations; today at six in the evening unless `input` says otherwise. */
  async start(input: object = {}): Promise<{ id: number; invited: number; unreachable: number }> {
    return this.studio.invitations.startSession({ groupId: this.groupId, coachId: this.coachId, ...input }, MANAGER);
  }

  async invitations(sessionId: number): Promise<Invitation[]> {
    const where = { groupTrainingId: sessionId };
    return this.studio.dataSource.manager.find(Invitation, { where, order: { id: 'ASC' } });
  }

  async invitationOf(sessionId: number, { id }: Member): Promise<Invitation> {
    const where = { groupTrainingId: sessionId, clientId: id };
    return this.studio.dataSource.manager.findOneByOrFail(Invitation, where);
  }

  /** Presses Join. */
  async join(sessionId: number, member: Member) {
    const { id } = await this.invitationOf(sessionId, member);
    return this.studio.invitationAnswers.accept(id, { telegramId: member.telegramId }, BOT);
  }

  /** Presses Can't come. */
  async refuse(sessionId: number, member: Member) {
    const { id } = await this.invitationOf(sessionId, member);
    return this.studio.invitationAnswers.decline(id, { telegramId: member.telegramId }, BOT);
  }

  visits(): Promise<Training[]> {
    return this.studio.dataSource.manager.find(Training, { order: { id: 'ASC' } });
  }

  /** The messages whose keys begin so, oldest first. */
  async messages(prefix: string): Promise<Delivery[]> {
    const all = await this.studio.dataSource.manager.find(Delivery, { order: { id: 'ASC' } });
    return all.filter(({ dedupeKey }) => dedupeKey.startsWith(prefix));
  }

  /** To whom the messages go whose keys begin so. */
  async toldTo(prefix: string): Promise<string[]> {
    return (await this.messages(prefix)).map(({ chatId }) => chatId);
  }

  /** As if the sender had brought everything that waits. */
  async deliverAll(): Promise<void> {
    await this.studio.dataSource.manager.update(Delivery, { status: 'pending' }, { status: 'sent' });
  }

  async block({ id }: Member): Promise<void> {
    await this.studio.dataSource.manager.update(Client, { id }, { telegramState: 'blocked' });
  }

  pass(minutes: number): void {
    const { clock } = this.studio;
    clock.set(new Date(clock.now().getTime() + minutes * 60_000));
  }
}
