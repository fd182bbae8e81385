import { systemWarnings } from '../src/system/system.rules.js';
import { seesSystem } from './access.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelUser } from './panel-user.js';

/** How the installation is and what to do about it; null for everyone but the owner. */
export async function readSystemPage({ system, clock }: PanelDependencies, { role }: PanelUser) {
  if (!seesSystem(role)) return { system: null };
  const state = await system.read();
  return { system: { ...state, timeZone: clock.timeZone, warnings: systemWarnings(state) } };
}

export type SystemPage = Awaited<ReturnType<typeof readSystemPage>>;
