import { z } from 'zod';
import { idParamSchema } from '../contract/primitives.js';
import {
  attendanceInputSchema,
  rosterRowSchema,
  rosterSchema,
  sessionInputSchema,
  sessionSchema,
  sessionsQuerySchema,
  sessionsSchema,
  startedSessionSchema,
  timetableSchema,
  visitHistorySchema,
} from '../contract/sessions.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin, anyOf, coach, self, thatCoach } from '../http/telegram-rights.js';
import { calendarDate } from '../lib/calendar-date.js';

const byId = z.object({ id: idParamSchema });
const OF_A_SESSION = ['session_cancelled', 'session_closed'] as const;

export function sessionRoutes(dependencies: ApiDependencies): Route[] {
  return [...startingRoutes(dependencies), ...attendanceRoutes(dependencies), ...listRoutes(dependencies)];
}

function startingRoutes({ invitations, trainings, attendance }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/group-trainings',
      summary: { en: 'Start a session and invite its group', ru: 'Начать занятие и пригласить группу' },
      scope: 'write',
      telegram: admin,
      body: sessionInputSchema,
      answer: startedSessionSchema,
      creates: true,
      refusals: ['group_archived', 'coach_archived', 'date_too_far'],
      handle: ({ body, actor }) => invitations.startSession(body, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/group-trainings/:id/cancel',
      summary: { en: 'The session does not take place', ru: 'Отменить занятие' },
      scope: 'write',
      telegram: admin,
      params: byId,
      answer: sessionSchema,
      refusals: ['archived'],
      handle: async ({ params, actor }) => {
        await trainings.cancelSession(params.id, actor);
        return (await attendance.roster(params.id, actor)).session;
      },
    }),
  ];
}

function attendanceRoutes({ attendance }: ApiDependencies): Route[] {
  const telegram = anyOf(admin, coach);
  return [
    defineRoute({
      method: 'get',
      path: '/group-trainings/:id',
      summary: { en: 'A session and who comes', ru: 'Занятие и его участники' },
      scope: 'read',
      telegram,
      params: byId,
      answer: rosterSchema,
      handle: ({ params, actor }) => attendance.roster(params.id, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/group-trainings/:id/attendance',
      summary: { en: 'Came, or did not come', ru: 'Пришёл или не пришёл' },
      scope: 'write',
      telegram,
      params: byId,
      body: attendanceInputSchema,
      answer: rosterRowSchema,
      refusals: [...OF_A_SESSION, 'client_not_active', 'client_archived', 'date_in_future'],
      handle: ({ params, body, actor }) => attendance.mark(params.id, body, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/group-trainings/:id/close',
      summary: { en: 'Everyone who came is marked', ru: 'Все пришедшие отмечены' },
      scope: 'write',
      telegram,
      params: byId,
      answer: sessionSchema,
      refusals: ['session_cancelled', 'date_in_future'],
      handle: ({ params, actor }) => attendance.close(params.id, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/group-trainings/:id/reopen',
      summary: { en: 'Open it again, for two hours after closing', ru: 'Открыть снова, в течение двух часов' },
      scope: 'write',
      telegram,
      params: byId,
      answer: sessionSchema,
      refusals: ['session_cancelled', 'reopen_too_late'],
      handle: ({ params, actor }) => attendance.reopen(params.id, actor),
    }),
  ];
}

function listRoutes({ sessionLists }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/coaches/:id/sessions',
      summary: { en: 'What a coach leads, and the sessions of the coach’s groups', ru: 'Занятия тренера и его групп' },
      scope: 'read',
      telegram: anyOf(admin, thatCoach),
      params: byId,
      query: sessionsQuerySchema,
      answer: sessionsSchema,
      handle: async ({ params, query: { from, to }, actor }) => ({
        items: await sessionLists.ofCoach(params.id, calendarDate(from), calendarDate(to), actor),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/clients/:id/timetable',
      summary: { en: 'The client’s group and its sessions of 14 days', ru: 'Группа клиента и её занятия на 14 дней' },
      scope: 'read',
      telegram: anyOf(self, admin),
      params: byId,
      answer: timetableSchema,
      handle: ({ params }) => sessionLists.timetable(params.id),
    }),
    defineRoute({
      method: 'get',
      path: '/clients/:id/visits',
      summary: { en: 'How often a client came; the newest 50 visits', ru: 'Посещения клиента: последние 50' },
      scope: 'read',
      telegram: anyOf(self, admin),
      params: byId,
      answer: visitHistorySchema,
      handle: ({ params }) => sessionLists.visits(params.id),
    }),
  ];
}
