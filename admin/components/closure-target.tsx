import React from 'react';
import type { ClosureScope } from '../../src/closures/closure.entity.js';
import { Choice, Field } from './field.js';
import { usePanel } from './use-panel.js';

interface Option {
  id: number;
  name: string;
}

/** The answer of the action `new` before anything is typed. */
export interface ClosureStart {
  groups: Option[];
  plans: Option[];
  today: string;
  tomorrow: string;
  /** The owner may close days of the past. */
  mayBackdate: boolean;
}

/** What is closed; of a scope one of its kind is always chosen. */
export interface Target {
  scope: ClosureScope;
  groupId: number | null;
  planId: number | null;
}

interface ClosureTargetProps {
  start: ClosureStart;
  target: Target;
  errors: Record<string, string | undefined>;
  onChange: (part: Partial<Target>) => void;
}

export function nameOf({ groups, plans }: ClosureStart, { scope, groupId, planId }: Target): string {
  const [options, chosen] = scope === 'group' ? [groups, groupId] : [plans, planId];
  return options.find(({ id }) => id === chosen)?.name ?? '';
}

/** The studio, one of its groups or one of its plans; a kind of which there is none is not offered. */
export function ClosureTarget({ start, target, errors, onChange }: ClosureTargetProps) {
  const { t } = usePanel();
  const { groups, plans } = start;
  const scopes: ClosureScope[] = [
    'studio',
    ...(groups.length ? ['group' as const] : []),
    ...(plans.length ? ['plan' as const] : []),
  ];
  const picks = { group: ['groupId', groups], plan: ['planId', plans] } as const;
  const [path, options] = target.scope === 'studio' ? [null, []] : picks[target.scope];
  return (
    <>
      <Choice
        legend={t('closure.what')}
        name="scope"
        value={target.scope}
        options={scopes.map((value) => ({ value, label: t(`closure.scope.${value}`) }))}
        onChange={(scope) => onChange({ scope })}
      />
      {path ? (
        <Field id={path} label={t(`closure.${path}`)} error={errors[path]}>
          <select
            id={path}
            value={target[path] ?? ''}
            onChange={(event) => onChange({ [path]: Number(event.target.value) })}
          >
            {options.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
    </>
  );
}
