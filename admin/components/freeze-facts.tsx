import React from 'react';
import type { InvitedSession } from '../../src/contract/memberships.js';
import type { FreezeAllowance } from '../../src/lazy-days/freeze-allowance.rules.js';
import { timeInZone } from '../../src/lib/calendar-date.js';
import { freezePolicyInWords, freezesLeftInWords } from '../../src/plans/plan-wording.js';
import { usePanel } from './use-panel.js';

/** What the membership of the first frozen day allows, and what of it is left. */
export function Allowance({ allowances, day }: { allowances: readonly FreezeAllowance[]; day: string }) {
  const { t, language } = usePanel();
  const allowance = allowances.find(({ startDate, endDate }) => startDate <= day && day <= endDate);
  if (!allowance) return null;
  const { policy, used } = allowance;
  const left = freezesLeftInWords(policy, used, language);
  return (
    <div className="studio-note">
      {left ? <strong>{left}</strong> : null}
      <span>{t('freeze.policy', { policy: freezePolicyInWords(policy, language) })}</span>
    </div>
  );
}

/** What staff should tell the client before the days are frozen. */
export function InvitedSessions({ sessions }: { sessions: readonly InvitedSession[] }) {
  const { t, day, user } = usePanel();
  if (sessions.length === 0) return null;
  return (
    <div className="studio-warning" role="status">
      <strong>{t('freeze.invited')}</strong>
      <ul>
        {sessions.map(({ id, date, startsAt, groupName }) => (
          <li key={id}>
            {day(date)}, {timeInZone(new Date(startsAt), user?.timeZone ?? 'UTC')} · {groupName}
          </li>
        ))}
      </ul>
    </div>
  );
}
