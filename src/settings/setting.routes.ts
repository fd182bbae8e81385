import { adminTelegramIdsSchema } from '../contract/statistics.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';

export function settingRoutes({ settings }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/settings/admin-telegram-ids',
      summary: { en: 'Who may use the bot’s admin commands', ru: 'Кому доступны команды администратора в боте' },
      scope: 'read',
      answer: adminTelegramIdsSchema,
      handle: async () => ({ ids: await settings.get('adminTelegramIds') }),
    }),
  ];
}
