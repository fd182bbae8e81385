import { renderSVG } from 'uqr';
import type { Client } from '../../src/clients/client.entity.js';
import { BOT_USERNAME_KEY } from '../../src/contract/store-keys.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { PERSONAL } from '../../src/deliveries/personal-messages.service.js';
import { effectsOfErasure } from '../../src/reception/effects.queries.js';
import { isAllowed, seesMoney } from '../access.js';
import { confirmedAction, recordAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import type { PanelUser } from '../panel-user.js';
import type { Row } from '../resource-definition.js';

const LAST_MESSAGES = 10;

/** What the card tells of a client's Telegram; null for those whom it is no business of. `client` is the record already read. */
export async function telegramFacts({ unitOfWork }: PanelDependencies, id: number, client: Row, user: PanelUser) {
  if (!seesMoney(user.role)) return null;
  const messages = await unitOfWork.manager.find(Delivery, {
    where: { clientId: id },
    order: { id: 'DESC' },
    take: LAST_MESSAGES,
  });
  return {
    username: client.telegramUsername as Client['telegramUsername'],
    state: client.telegramState as Client['telegramState'],
    broadcastsStoppedAt: instantText(client.broadcastsStoppedAt),
    erasureRequestedAt: instantText(client.erasureRequestedAt),
    messages: messages.map(({ id: messageId, dedupeKey, deliveryClass, status, error, sentAt, dueAt }) => ({
      id: messageId,
      isPersonal: dedupeKey.startsWith(PERSONAL),
      deliveryClass,
      status,
      error,
      at: (sentAt ?? dueAt).toISOString(),
    })),
    mayLink: isAllowed(user.role, 'Client', 'linkTelegram'),
    mayErase: isAllowed(user.role, 'Client', 'erase'),
  };
}

function instantText(value: unknown): string | null {
  return value ? new Date(value as Date | string).toISOString() : null;
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
