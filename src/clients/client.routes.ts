import { z } from 'zod';
import {
  clientCountQuerySchema,
  clientDetailSchema,
  clientInputSchema,
  clientListQuerySchema,
  clientPatchSchema,
  clientSchema,
  countSchema,
  telegramUserSchema,
  type ClientView,
} from '../contract/clients.js';
import { idParamSchema, pageSchema, telegramIdSchema } from '../contract/primitives.js';
import { DomainError } from '../errors/domain-error.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin, anyOf, self, sender } from '../http/telegram-rights.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Client } from './client.entity.js';
import { MAX_PHOTO_BYTES } from './photo-processing.js';

const byId = z.object({ id: idParamSchema });
const byTelegramId = z.object({ telegramId: telegramIdSchema });

export function clientRoutes({ clients, clientQueries, telegramPeople }: ApiDependencies): Route[] {
  const view = async (client: Client): Promise<ClientView> => {
    const [presented] = await clientQueries.views([client]);
    if (!presented) throw new DomainError('not_found');
    return presented;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/telegram-users/:telegramId',
      summary: { en: 'Who writes to the bot', ru: 'Кто пишет боту' },
      scope: 'read',
      telegram: self,
      params: byTelegramId,
      answer: telegramUserSchema,
      handle: async ({ params, actor }) => {
        // The bot asks in the person's name when that person has written or pressed something.
        if (actor.telegram?.clientId) await telegramPeople.noteActing(params.telegramId, actor);
        return clientQueries.findTelegramUser(params.telegramId);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/clients',
      summary: { en: 'Clients by status, group or name', ru: 'Клиенты по статусу, группе или имени' },
      scope: 'read',
      telegram: admin,
      query: clientListQuerySchema,
      answer: pageSchema(clientSchema),
      handle: ({ query }) => clientQueries.list(query),
    }),
    defineRoute({
      method: 'post',
      path: '/clients',
      summary: { en: 'Register a client', ru: 'Зарегистрировать клиента' },
      scope: 'write',
      telegram: sender,
      body: clientInputSchema,
      answer: clientSchema,
      creates: true,
      refusals: ['contact_required', 'client_exists', 'client_archived', 'is_coach'],
      handle: async ({ body, actor }) => view(await clients.create(body, actor)),
    }),
    defineRoute({
      method: 'get',
      path: '/clients/count',
      summary: { en: 'How many clients, today or on a day', ru: 'Сколько клиентов сегодня или в другой день' },
      scope: 'read',
      telegram: admin,
      query: clientCountQuerySchema,
      answer: countSchema,
      handle: async ({ query }) => ({
        count: await clientQueries.count(query.status, query.date as CalendarDate | undefined),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/clients/:id',
      summary: { en: 'A client with memberships and freezes', ru: 'Клиент с абонементами и заморозками' },
      scope: 'read',
      telegram: anyOf(self, admin),
      params: byId,
      answer: clientDetailSchema,
      handle: ({ params }) => clientQueries.getDetail(params.id),
    }),
    defineRoute({
      method: 'patch',
      path: '/clients/by-telegram/:telegramId',
      summary: { en: 'Change personal data', ru: 'Изменить личные данные' },
      scope: 'write',
      telegram: self,
      params: byTelegramId,
      body: clientPatchSchema,
      answer: clientSchema,
      refusals: ['client_archived', 'contact_required', 'telegram_id_taken'],
      handle: async ({ params, body, actor }) => view(await clients.updateByTelegramId(params.telegramId, body, actor)),
    }),
    ...photoRoutes(clients, clientQueries),
  ];
}

function photoRoutes(clients: ApiDependencies['clients'], clientQueries: ApiDependencies['clientQueries']): Route[] {
  const path = '/clients/by-telegram/:telegramId/photo';
  return [
    defineRoute({
      method: 'put',
      path,
      summary: { en: 'Replace the photo: JPEG, PNG or WebP', ru: 'Заменить фото: JPEG, PNG или WebP' },
      scope: 'write',
      telegram: self,
      params: byTelegramId,
      fileBodyLimit: MAX_PHOTO_BYTES,
      refusals: ['not_an_image', 'client_archived'],
      handle: ({ params, body, actor }) => clients.setPhotoByTelegramId(params.telegramId, asBytes(body), actor),
    }),
    defineRoute({
      method: 'get',
      path,
      summary: { en: 'The photo', ru: 'Фото' },
      scope: 'read',
      telegram: self,
      params: byTelegramId,
      answersFile: true,
      handle: async ({ params }) => {
        const client = await clientQueries.findByTelegramId(params.telegramId);
        const photo = client && (await clients.findPhoto(client.id));
        if (!photo) throw new DomainError('not_found');
        return { mimeType: photo.mimeType, bytes: photo.bytes };
      },
    }),
  ];
}

function asBytes(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
