import { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { MAX_PHOTO_BYTES } from '../clients/photo-processing.js';
import {
  audienceQuerySchema,
  audienceSizeSchema,
  broadcastInputSchema,
  broadcastSchema,
  startBroadcastSchema,
  type BroadcastView,
} from '../contract/broadcasts.js';
import { idParamSchema } from '../contract/primitives.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin } from '../http/telegram-rights.js';
import { chooseAudience } from './broadcast.rules.js';

const byId = z.object({ id: idParamSchema });

type Dependencies = Pick<ApiDependencies, 'audiences' | 'broadcasts' | 'broadcastControl' | 'broadcastQueries'>;

export function broadcastRoutes(dependencies: Dependencies): Route[] {
  const { audiences, broadcasts, broadcastQueries } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/broadcasts/audience',
      summary: { en: 'Whom a broadcast would reach today', ru: 'До кого дошла бы рассылка сегодня' },
      scope: 'read',
      telegram: admin,
      query: audienceQuerySchema,
      answer: audienceSizeSchema,
      refusals: ['not_found'],
      handle: ({ query: { activeOnly, ...audience } }) =>
        audiences.size(chooseAudience({ ...audience, activeOnly: activeOnly === 'true' })),
    }),
    defineRoute({
      method: 'post',
      path: '/broadcasts',
      summary: { en: 'Write to an audience, now or later', ru: 'Разослать сообщение сейчас или позже' },
      scope: 'write',
      telegram: admin,
      body: broadcastInputSchema,
      answer: broadcastSchema,
      creates: true,
      refusals: ['not_found', 'bad_markup', 'too_long', 'nobody_reachable', 'group_archived'],
      handle: async ({ body, actor }) => broadcastQueries.getView((await broadcasts.create(body, actor)).id),
    }),
    defineRoute({
      method: 'get',
      path: '/broadcasts/:id',
      summary: { en: 'A broadcast and how it goes', ru: 'Рассылка и как она идёт' },
      scope: 'read',
      telegram: admin,
      params: byId,
      answer: broadcastSchema,
      handle: ({ params }) => broadcastQueries.getView(params.id),
    }),
    ...photoRoutes(dependencies),
    ...controlRoutes(dependencies),
  ];
}

function photoRoutes({ broadcasts }: Dependencies): Route[] {
  const path = '/broadcasts/:id/photo';
  return [
    defineRoute({
      method: 'put',
      path,
      summary: { en: 'Replace the photo: JPEG, PNG or WebP', ru: 'Заменить фото: JPEG, PNG или WebP' },
      scope: 'write',
      telegram: admin,
      params: byId,
      fileBodyLimit: MAX_PHOTO_BYTES,
      refusals: ['not_an_image', 'broadcast_not_editable', 'too_long'],
      handle: ({ params, body, actor }) => broadcasts.setPhoto(params.id, body as unknown as Buffer, actor),
    }),
    defineRoute({
      method: 'get',
      path,
      summary: { en: 'The photo', ru: 'Фото' },
      scope: 'bot',
      params: byId,
      answersFile: true,
      handle: async ({ params }) => {
        const { mimeType, bytes } = await broadcasts.getPhoto(params.id);
        return { mimeType, bytes };
      },
    }),
  ];
}

function controlRoutes({ broadcasts, broadcastControl, broadcastQueries }: Dependencies): Route[] {
  const turn = (
    word: 'pause' | 'resume' | 'cancel',
    summary: Route['summary'],
    change: (id: number, actor: Actor) => Promise<void>,
  ): Route =>
    defineRoute({
      method: 'post',
      path: `/broadcasts/:id/${word}`,
      summary,
      scope: 'write',
      telegram: admin,
      params: byId,
      answer: broadcastSchema,
      refusals: ['broadcast_not_running'],
      handle: async ({ params, actor }): Promise<BroadcastView> => {
        await change(params.id, actor);
        return broadcastQueries.getView(params.id);
      },
    });
  return [
    defineRoute({
      method: 'post',
      path: '/broadcasts/:id/start',
      summary: { en: 'Send a draft, now or later', ru: 'Отправить черновик сейчас или позже' },
      scope: 'write',
      telegram: admin,
      params: byId,
      body: startBroadcastSchema,
      answer: broadcastSchema,
      refusals: ['broadcast_not_editable', 'nobody_reachable', 'group_archived', 'date_too_far'],
      handle: async ({ params, body, actor }) => {
        await broadcasts.start(params.id, body, actor);
        return broadcastQueries.getView(params.id);
      },
    }),
    turn('pause', { en: 'Hold a broadcast back', ru: 'Приостановить рассылку' }, (id, actor) =>
      broadcastControl.pause(id, actor),
    ),
    turn('resume', { en: 'Go on with a broadcast', ru: 'Продолжить рассылку' }, (id, actor) =>
      broadcastControl.resume(id, actor),
    ),
    turn('cancel', { en: 'Cancel a broadcast', ru: 'Отменить рассылку' }, (id, actor) =>
      broadcastControl.cancel(id, actor),
    ),
  ];
}
