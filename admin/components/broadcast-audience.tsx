import React from 'react';
import type { AudienceSize } from '../../src/contract/broadcasts.js';
import type { BroadcastFormData, ChosenAudience } from './broadcast-data.js';
import { Choice, Field } from './field.js';
import { usePanel } from './use-panel.js';

const KINDS = ['all', 'active', 'inactive', 'expiring', 'group'] as const;

interface AudienceChoiceProps {
  audience: ChosenAudience;
  groups: BroadcastFormData['groups'];
  error: string | undefined;
  onChange: (audience: ChosenAudience) => void;
}

/** To whom: a list of clients, or a group. */
export function AudienceChoice({ audience, groups, error, onChange }: AudienceChoiceProps) {
  const { t } = usePanel();
  const kinds = KINDS.map((value) => ({ value, label: t(`broadcast.audience.${value}`) }));
  return (
    <>
      <Choice
        legend={t('broadcast.to')}
        name="audience"
        value={audience.kind}
        options={kinds}
        onChange={(kind) => onChange({ ...audience, kind })}
      />
      {audience.kind === 'group' ? (
        <>
          <Field id="groupId" label={t('broadcast.group')} error={error}>
            <select
              id="groupId"
              value={audience.groupId ?? ''}
              onChange={(event) => onChange({ ...audience, groupId: Number(event.target.value) || null })}
            >
              <option value="">{t('select.placeholder')}</option>
              {groups.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <label className="studio-check">
            <input
              type="checkbox"
              checked={audience.activeOnly}
              onChange={(event) => onChange({ ...audience, activeOnly: event.target.checked })}
            />
            {t('broadcast.activeOnly')}
          </label>
        </>
      ) : null}
    </>
  );
}

/** How many get it, and who of them does not and why. */
export function Reach({ size }: { size: AudienceSize }) {
  const { t } = usePanel();
  const leftOut = (['withoutTelegram', 'blocked', 'optedOut'] as const).filter((name) => size[name] > 0);
  return (
    <div className="studio-preview" aria-live="polite">
      <strong>{t('broadcast.reach', { count: size.reachable })}</strong>
      {leftOut.length > 0 ? (
        <span>
          {t('broadcast.notReached', { count: size.people - size.reachable })}:{' '}
          {leftOut.map((name) => t(`broadcast.leftOut.${name}`, { count: size[name] })).join(', ')}
        </span>
      ) : null}
    </div>
  );
}
