import { confirmedAction, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

/** What the owner does for a person who has lost a phone or left a computer logged in. */
export function accountActions({ totp }: PanelDependencies): Record<string, PanelAction> {
  return {
    resetTotp: confirmedAction(({ id, actor }) => totp.reset(id, actor), 'Smartphone'),
    endSessions: confirmedAction(({ id, actor }) => totp.endSessions(id, actor), 'LogOut'),
  };
}
