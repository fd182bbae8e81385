import React from 'react';
import { freezePolicyInWords, planInWords } from '../../src/plans/plan-wording.js';
import type { FreezePolicy } from '../../src/plans/freeze-policy.js';
import { usePanel } from './use-panel.js';

export interface PlanOption {
  id: number;
  name: string;
  durationDays: number;
  durationMonths: number | null;
  price: string;
  visitLimit: number | null;
  isTrial: boolean;
  freezePolicy: FreezePolicy;
}

interface PlanChoiceProps {
  plans: readonly PlanOption[];
  /** Null = without a plan, a free number of days. */
  planId: number | null;
  error: string | undefined;
  onChange: (plan: PlanOption | null) => void;
}

/** What can be sold, each with its length and price; of the chosen one also how it may be frozen. */
export function PlanChoice({ plans, planId, error, onChange }: PlanChoiceProps) {
  const { t, money, language } = usePanel();
  const chosen = plans.find(({ id }) => id === planId);
  return (
    <fieldset className={error ? 'studio-plans studio-field-wrong' : 'studio-plans'}>
      <legend>{t('renew.plan')}</legend>
      <div>
        {plans.map((plan) => (
          <label key={plan.id} className={plan.id === planId ? 'is-chosen' : ''}>
            <input type="radio" name="plan" checked={plan.id === planId} onChange={() => onChange(plan)} />
            <strong>{plan.name}</strong>
            <span>{planInWords(plan, language)}</span>
            <span>{money(plan.price)}</span>
          </label>
        ))}
        <label className={planId === null ? 'is-chosen' : ''}>
          <input type="radio" name="plan" checked={planId === null} onChange={() => onChange(null)} />
          <strong>{t('renew.noPlan')}</strong>
          <span>{t('renew.noPlanHint')}</span>
        </label>
      </div>
      {error ? (
        <p className="studio-field-error" role="alert">
          {error}
        </p>
      ) : null}
      {chosen && !error ? (
        <p className="studio-hint">
          {t('freeze.policy', { policy: freezePolicyInWords(chosen.freezePolicy, language) })}
        </p>
      ) : null}
    </fieldset>
  );
}
