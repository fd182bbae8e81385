import { z } from 'zod';
import {
  erasureRequestSchema,
  linkCodeInputSchema,
  linkedClientSchema,
  maskedClientSchema,
  reachabilitySchema,
  refusedPressSchema,
  type ErasureRequest,
} from '../contract/people.js';
import { telegramIdSchema } from '../contract/primitives.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { self, sender } from '../http/telegram-rights.js';

const byTelegramId = z.object({ telegramId: telegramIdSchema });

export function telegramPeopleRoutes(dependencies: ApiDependencies): Route[] {
  return [...linkCodeRoutes(dependencies), ...reachabilityRoutes(dependencies), ...erasureRoutes(dependencies)];
}

function linkCodeRoutes({ linkCodes }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/link-codes/check',
      summary: { en: 'Whose record a link opens, masked', ru: 'Чью карточку открывает ссылка, без подробностей' },
      scope: 'write',
      telegram: sender,
      body: linkCodeInputSchema,
      answer: maskedClientSchema,
      refusals: [
        'not_found',
        'link_code_expired',
        'already_linked',
        'client_archived',
        'is_coach',
        'telegram_id_taken',
      ],
      handle: ({ body }) => linkCodes.check(body),
    }),
    defineRoute({
      method: 'post',
      path: '/link-codes/use',
      summary: { en: 'Link a record with a Telegram account', ru: 'Связать карточку с Telegram' },
      scope: 'write',
      telegram: sender,
      body: linkCodeInputSchema,
      answer: linkedClientSchema,
      refusals: [
        'not_found',
        'link_code_expired',
        'already_linked',
        'client_archived',
        'is_coach',
        'telegram_id_taken',
      ],
      handle: ({ body, actor }) => linkCodes.use(body, actor),
    }),
  ];
}

function reachabilityRoutes({ telegramPeople, telegramRefusals }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'put',
      path: '/telegram-users/:telegramId/reachability',
      summary: { en: 'The person blocked the bot, or came back', ru: 'Человек заблокировал бота или вернулся' },
      scope: 'bot',
      params: byTelegramId,
      body: reachabilitySchema,
      handle: ({ params, body, actor }) => telegramPeople.setReachable(params.telegramId, body.reachable, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/telegram-users/:telegramId/refused-presses',
      summary: { en: 'Keep a press that was not theirs', ru: 'Записать нажатие чужой кнопки' },
      scope: 'bot',
      params: byTelegramId,
      body: refusedPressSchema,
      handle: ({ params, body, actor }) =>
        telegramRefusals.record(params.telegramId, 'telegram.press', { reason: body.reason }, actor),
    }),
  ];
}

function erasureRoutes({ telegramPeople }: ApiDependencies): Route[] {
  const path = '/clients/by-telegram/:telegramId/erasure-request';
  const shared = { path, telegram: self, params: byTelegramId, answer: erasureRequestSchema };
  return [
    defineRoute({
      ...shared,
      method: 'post',
      summary: { en: 'Ask to be erased; the owner decides', ru: 'Попросить удалить данные; решает владелец' },
      scope: 'write',
      refusals: ['client_archived'],
      handle: async ({ params, actor }) => present(await telegramPeople.requestErasure(params.telegramId, actor)),
    }),
    defineRoute({
      ...shared,
      method: 'get',
      summary: { en: 'When the person asked to be erased', ru: 'Когда человек попросил удалить данные' },
      scope: 'read',
      handle: async ({ params }) => present(await telegramPeople.erasureRequest(params.telegramId)),
    }),
    defineRoute({
      ...shared,
      method: 'delete',
      summary: { en: 'Withdraw the request', ru: 'Отозвать просьбу' },
      scope: 'write',
      refusals: ['client_archived'],
      handle: async ({ params, actor }) => {
        await telegramPeople.withdrawErasure(params.telegramId, actor);
        return present(null);
      },
    }),
  ];
}

function present(at: Date | null): ErasureRequest {
  return { requestedAt: at?.toISOString() ?? null };
}
