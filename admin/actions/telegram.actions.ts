import { renderSVG } from 'uqr';
import type { EntityManager } from 'typeorm';
import type { TelegramOfClient } from '../../src/clients/client-card.queries.js';
import { BOT_USERNAME_KEY } from '../../src/contract/store-keys.js';
import { readFields } from '../../src/db/read-entities.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { PERSONAL } from '../../src/deliveries/personal-messages.service.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { effectsOfErasure } from '../../src/reception/effects.queries.js';
import { isAllowed } from '../access.js';
import { confirmedAction, recordAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

const OF_MESSAGE = [
  'id',
  'dedupeKey',
  'deliveryClass',
  'status',
  'error',
  'sentAt',
  'dueAt',
] as const satisfies (keyof Delivery)[];
const LAST_OF_CLIENT = 'WHERE clientId = ? ORDER BY id DESC LIMIT 10';
type CardMessage = Pick<Delivery, (typeof OF_MESSAGE)[number]>;

/** The newest first. */
export function readLastMessages(manager: EntityManager, clientId: number): Promise<CardMessage[]> {
  return readFields(manager, Delivery, OF_MESSAGE, LAST_OF_CLIENT, [clientId]);
}

/** What the card tells of a client's Telegram; `client` is what was read of it already. */
export function presentTelegram(client: TelegramOfClient, messages: readonly CardMessage[], role: StaffRole) {
  return {
    username: client.telegramUsername,
    state: client.telegramState,
    broadcastsStoppedAt: client.broadcastsStoppedAt?.toISOString() ?? null,
    erasureRequestedAt: client.erasureRequestedAt?.toISOString() ?? null,
    messages: messages.map(({ id: messageId, dedupeKey, deliveryClass, status, error, sentAt, dueAt }) => ({
      id: messageId,
      isPersonal: dedupeKey.startsWith(PERSONAL),
      deliveryClass,
      status,
      error,
      at: (sentAt ?? dueAt).toISOString(),
    })),
    mayLink: isAllowed(role, 'Client', 'linkTelegram'),
    mayErase: isAllowed(role, 'Client', 'erase'),
  };
}

/** A code as a link and as a picture to be scanned; without the bot's name, which it tells as it starts, only the code. */
async function makeLink({ linkCodes, store }: PanelDependencies, { id, actor }: ActionCall) {
  const { code, expiresAt } = await linkCodes.make(id, actor);
  const bot = await store.get(BOT_USERNAME_KEY);
  const link = bot ? `https://t.me/${bot}?start=${code}` : null;
  const picture = link && `data:image/svg+xml;base64,${Buffer.from(renderSVG(link, { border: 2 })).toString('base64')}`;
  return { code, link, picture, expiresAt: expiresAt.toISOString() };
}

export function telegramActions(dependencies: PanelDependencies): Record<string, PanelAction> {
  const { erasure, unitOfWork, clock } = dependencies;
  const isUnlinked: NonNullable<Parameters<typeof recordAction>[0]['isVisible']> = (record) =>
    !record?.get('archivedAt') && !record?.get('telegramId');
  return {
    linkTelegram: recordAction({
      icon: 'Link',
      component: 'LinkTelegram',
      isVisible: isUnlinked,
      write: (call) => makeLink(dependencies, call),
    }),
    erase: confirmedAction(({ id, actor }) => erasure.erase(id, actor), 'UserX', {
      effects: (id) => effectsOfErasure(unitOfWork.manager, id, clock.today()),
    }),
    exportData: recordAction({ icon: 'Download', component: 'ExportData' }),
    declineErasure: confirmedAction(({ id, actor }) => erasure.decline(id, actor), 'XCircle', {
      isVisible: (record) => Boolean(record?.get('erasureRequestedAt')),
    }),
  };
}
