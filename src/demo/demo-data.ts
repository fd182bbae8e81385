import { IsNull, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import type { StatusLedger } from '../clients/status-ledger.js';
import { Coach } from '../coaches/coach.entity.js';
import { whereIn } from '../db/columns.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { Group } from '../groups/group.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import type { Clock } from '../lib/clock.js';
import type { Language } from '../lib/wording.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { Setting } from '../settings/setting.entity.js';
import { hashPassword, verifyPassword } from '../staff/password-hash.js';
import { Staff, type StaffRole } from '../staff/staff.entity.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Training } from '../trainings/training.entity.js';
import { DEMO_ADMIN_TELEGRAM_ID } from './demo-clients.js';
import { demoRows, type DemoRows } from './demo-rows.js';

export interface DemoLogin {
  email: string;
  password: string;
  role: StaffRole;
}

/** Known to everyone, so never for a studio of real people: `npm start` creates them in a new embedded database only. */
const DEMO_LOGINS: readonly DemoLogin[] = [
  { email: 'owner@demo.studio', password: 'demo-owner-1', role: 'owner' },
  { email: 'manager@demo.studio', password: 'demo-manager-1', role: 'manager' },
  { email: 'coach@demo.studio', password: 'demo-coach-1', role: 'coach' },
];

const STAFF_NAMES: Record<StaffRole, readonly [ru: string, en: string]> = {
  owner: ['Владелец', 'Owner'],
  manager: ['Администратор', 'Manager'],
  coach: ['Тренер', 'Coach'],
};

const CHUNK = 200;

interface Dependencies {
  unitOfWork: UnitOfWork;
  statusLedger: StatusLedger;
  clock: Clock;
  /** The studio's language; names of plans and groups are in it. */
  config: { readonly locale: Language };
}

/**
 * Fills a new studio with believable data relative to today, the same on every run of a day, in one transaction.
 * Where somebody has already put clients, plans, coaches or groups in, nothing is written; true when it was filled.
 */
export async function fillDemoData({ unitOfWork, statusLedger, clock, config }: Dependencies): Promise<boolean> {
  const hashes = await Promise.all(DEMO_LOGINS.map(({ password }) => hashPassword(password)));
  return unitOfWork.run(async (manager) => {
    if (!(await isUntouched(manager))) return false;
    await insertStudio(manager, demoRows(clock.today(), clock.timeZone, config.locale));
    await statusLedger.rebuild();
    await manager.save(manager.create(Setting, { key: 'adminTelegramIds', value: [DEMO_ADMIN_TELEGRAM_ID] }));
    for (const [index, { email, role }] of DEMO_LOGINS.entries()) {
      const name = STAFF_NAMES[role][config.locale === 'ru' ? 0 : 1];
      const coachId = role === 'coach' ? 1 : null;
      await manager.save(manager.create(Staff, { email, name, role, coachId, passwordHash: hashes[index] ?? '' }));
    }
    return true;
  });
}

/** The demo logins that still open the panel here: to be shown at every start until their passwords are changed. */
export async function openDemoLogins(unitOfWork: UnitOfWork): Promise<DemoLogin[]> {
  const accounts = await unitOfWork.manager.find(Staff, {
    where: { email: whereIn(DEMO_LOGINS.map(({ email }) => email)), disabledAt: IsNull() },
    select: { id: true, email: true, passwordHash: true },
  });
  const open = await Promise.all(
    DEMO_LOGINS.map(async (login) => {
      const account = accounts.find(({ email }) => email === login.email);
      return account && (await verifyPassword(account.passwordHash, login.password)) ? [login] : [];
    }),
  );
  return open.flat();
}

async function isUntouched(manager: EntityManager): Promise<boolean> {
  for (const entity of [Client, Coach, Group, MembershipPlan]) {
    if (await manager.exists(entity)) return false;
  }
  return true;
}

async function insertStudio(manager: EntityManager, rows: DemoRows): Promise<void> {
  await insertRows(manager, Coach, rows.coaches);
  await insertRows(manager, Group, rows.groups);
  await insertRows(manager, Client, rows.clients);
  await insertRows(manager, MembershipPlan, rows.plans);
  await insertRows(manager, Payment, rows.payments);
  await insertRows(manager, LazyDays, rows.freezes);
  await insertRows(manager, GroupTraining, rows.sessions);
  await insertRows(manager, Training, rows.visits);
}

/** Plain inserts with the ids of the rows: nothing is read back. */
async function insertRows<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<E>,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const insert = manager.createQueryBuilder().insert().into(entity).updateEntity(false).callListeners(false);
    await insert.values(rows.slice(from, from + CHUNK)).execute();
  }
}
