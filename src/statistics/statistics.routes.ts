import { coachStatisticsSchema, statisticsQuerySchema, statisticsSchema } from '../contract/statistics.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin } from '../http/telegram-rights.js';
import { calendarDate } from '../lib/calendar-date.js';

export function statisticsRoutes({ statistics }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/statistics',
      summary: { en: 'The studio’s numbers day by day, at most 366 days', ru: 'Показатели по дням, до 366 дней' },
      scope: 'read',
      telegram: admin,
      query: statisticsQuerySchema,
      answer: statisticsSchema,
      handle: ({ query }) => statistics.between(calendarDate(query.from), calendarDate(query.to)),
    }),
    defineRoute({
      method: 'get',
      path: '/coaches/statistics',
      summary: { en: 'Sessions and visits per coach', ru: 'Занятия и посещения по тренерам' },
      scope: 'read',
      telegram: admin,
      query: statisticsQuerySchema,
      answer: coachStatisticsSchema,
      handle: ({ query }) => statistics.coaches(calendarDate(query.from), calendarDate(query.to)),
    }),
  ];
}
