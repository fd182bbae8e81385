import { IsNull, Not } from 'typeorm';
import { Client } from '../src/clients/client.entity.js';
import { readFailedMessages } from '../src/deliveries/failed-messages.queries.js';
import { addDays } from '../src/lib/calendar-date.js';
import { fullName } from '../src/lib/person-name.js';
import { ageOn } from '../src/reception/birthday.rules.js';
import { readSessions } from '../src/reception/desk-sessions.queries.js';
import {
  readBirthdays,
  readDebtors,
  readEnding,
  readFrozen,
  WEEK_DAYS,
  type DeskClient,
  type DeskView,
} from '../src/reception/reception.queries.js';
import { isAllowed, seesMoney } from './access.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelUser } from './panel-user.js';

/** Of each list; the rest is one click away. */
const LISTED = 5;

export type HomeData = Awaited<ReturnType<typeof readHome>>;

/** What has to be done today: by the reception in the whole studio, by a coach in the own groups. One request, eight statements. */
export async function readHome(dependencies: PanelDependencies, user: PanelUser) {
  const { clock, unitOfWork } = dependencies;
  const { manager } = unitOfWork;
  const today = clock.today();
  const weekEnd = addDays(today, WEEK_DAYS - 1);
  // A coach's login without a coach has no groups.
  const coachId = user.role === 'coach' ? (user.coachId ?? 0) : null;
  const view: DeskView = { today, coachId, limit: LISTED };
  const ending = await readEnding(manager, view, weekEnd);
  const frozen = await readFrozen(manager, view);
  const birthdays = await readBirthdays(manager, view, weekEnd);
  const sessions = await readSessions(manager, view, clock.timeZone);
  const may = (resourceId: string, action: string): boolean => isAllowed(user.role, resourceId, action);
  return {
    today,
    weekEnd,
    ending: listOf(ending, ({ endDate }) => ({ endDate })),
    frozen: listOf(frozen, ({ freezeId, endDate }) => ({ freezeId, endDate })),
    birthdays: listOf(birthdays, ({ birthDate, date, isReachable }) => ({
      date,
      age: ageOn(birthDate, date),
      isReachable,
    })),
    sessions,
    studio: seesMoney(user.role) ? await readStudio(dependencies, user, view) : null,
    may: {
      renew: may('Client', 'renew'),
      resume: may('LazyDays', 'resume'),
      pay: may('Payment', 'pay'),
      message: may('Client', 'message'),
      start: may('Group', 'startSession'),
      resolve: may('Delivery', 'resolve'),
      register: may('Client', 'new'),
    },
  };
}

/** What is no business of a coach: money, messages, the studio's counts. */
async function readStudio(dependencies: PanelDependencies, user: PanelUser, view: DeskView) {
  const { clientQueries, unitOfWork, clock } = dependencies;
  const { manager } = unitOfWork;
  const counts = await clientQueries.livingCounts();
  const debtors = await readDebtors(manager, view);
  const failures = await readFailedMessages(manager, clock.now(), LISTED);
  return {
    counts,
    debtors: {
      ...listOf(debtors, ({ paymentId, saleDate, owed }) => ({ paymentId, saleDate, owed })),
      owed: debtors.owed,
    },
    failures: listOf(
      {
        ...failures,
        items: failures.items.map(({ id, clientId, ...rest }) => ({ ...rest, id: clientId, messageId: id })),
      },
      ({ messageId, deliveryClass, status, error, at }) => ({ messageId, deliveryClass, status, error, at }),
    ),
    erasures: isAllowed(user.role, 'Client', 'erase') ? await askedErasures(dependencies) : [],
  };
}

/** An allow-list: what leaves the server of each row. */
function listOf<T extends DeskClient, F extends object>(
  { total, items }: { total: number; items: T[] },
  facts: (item: T) => F,
) {
  return {
    total,
    items: items.map((item) => ({ clientId: item.id, name: fullName(item), phone: item.phone, ...facts(item) })),
  };
}

/** Who waits for the owner's decision, the longest first. */
async function askedErasures({ unitOfWork }: PanelDependencies) {
  const asked = await unitOfWork.manager.find(Client, {
    where: { erasureRequestedAt: Not(IsNull()), archivedAt: IsNull() },
    order: { erasureRequestedAt: 'ASC' },
    take: LISTED,
  });
  return asked.map(({ id, firstName, lastName, erasureRequestedAt }) => ({
    id,
    name: fullName({ firstName, lastName }),
    requestedAt: erasureRequestedAt?.toISOString() ?? null,
  }));
}
